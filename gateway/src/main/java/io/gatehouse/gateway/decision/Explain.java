package io.gatehouse.gateway.decision;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** Answers what happened to a request and why. */
public final class Explain implements AdminActions {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{8,64}");

  private final DecisionLog decisions;

  public Explain(DecisionLog decisions) {
    this.decisions = decisions;
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction("GET", "/admin/v1/decisions/{requestId}", Role.VIEWER, this::explain));
  }

  private Result explain(Call call) {
    var id = call.parameters().getOrDefault("requestId", "");
    if (!ID.matcher(id).matches()) {
      return new Result.Refused(Problem.malformed("That is no request id."));
    }
    try {
      return decisions
          .find(id)
          .<Result>map(line -> new Result.Done(200, Explanation.of(line)))
          .orElseGet(() -> new Result.Refused(unknown()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Problem unknown() {
    return Problem.of(
        ProblemKind.NO_ROUTE,
        "No decision has this request id: it is older than what is kept, or of another node.",
        "unknown request id");
  }
}
