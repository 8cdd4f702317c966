package io.gatehouse.gateway.call;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Problem;
import java.util.List;

/** A problem with the fields that its answer carries beside the usual ones. */
public record Refusal(Problem problem, List<HttpField> fields) {
  public Refusal {
    fields = List.copyOf(fields);
  }

  public static Refusal of(Problem problem) {
    return new Refusal(problem, List.of());
  }
}
