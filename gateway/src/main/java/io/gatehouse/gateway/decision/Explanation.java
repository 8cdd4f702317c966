package io.gatehouse.gateway.decision;

import io.gatehouse.tokens.jwt.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** A decision line with sentences for a person. */
final class Explanation {
  private static final List<String> STAGES =
      List.of("accept", "identify", "authenticate", "authorize", "limit", "forward");

  private Explanation() {}

  static String of(String line) {
    if (!(Json.parse(line.getBytes(StandardCharsets.US_ASCII)) instanceof Json.Members decision)) {
      throw new IllegalStateException("a line of the decision log is no JSON object");
    }
    var members = new LinkedHashMap<>(decision.values());
    members.put("explanation", Json.of(sentences(decision)));
    return new Json.Members(members).write();
  }

  private static List<String> sentences(Json.Members decision) {
    var said = new ArrayList<String>();
    var stages = texts(decision, "stages");
    if (!stages.isEmpty()) {
      said.add("Passed: " + String.join(", ", stages) + ".");
    }
    if (decision.text("outcome").orElse("").equals("deny")) {
      said.add(
          "Ended at "
              + STAGES.stream().filter(s -> !stages.contains(s)).findFirst().orElse("the service")
              + ": "
              + decision.text("reason").or(() -> decision.text("code")).orElse("no reason kept")
              + ".");
    }
    decision.text("rule").ifPresent(rule -> said.add("Allowed by rule '" + rule + "'."));
    var tried = texts(decision, "tried");
    if (!tried.isEmpty()) {
      said.add("Rules that said no: " + String.join(", ", tried) + ".");
    }
    decision.text("nearest").ifPresent(rule -> said.add(nearest(rule, decision)));
    decision.text("upstream").ifPresent(at -> said.add("Service reached at " + at + "."));
    return said;
  }

  private static String nearest(String rule, Json.Members decision) {
    var missing = texts(decision, "missing_scopes");
    return missing.isEmpty()
        ? "Nearest rule: '" + rule + "'."
        : "Nearest rule: '"
            + rule
            + "', which lacks the scopes "
            + String.join(", ", missing)
            + ".";
  }

  private static List<String> texts(Json.Members decision, String name) {
    return decision.get(name).flatMap(Json::texts).orElse(List.of());
  }
}
