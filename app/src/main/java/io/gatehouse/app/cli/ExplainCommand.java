package io.gatehouse.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse explain ID}. */
@Command(
    name = "explain",
    description = "Say why a request was answered as it was, by the id in its X-Request-Id.")
final class ExplainCommand implements Callable<Integer> {
  @Mixin private final Help help = new Help();
  @Mixin private final Instance instance = new Instance();

  @Parameters(paramLabel = "ID", description = "The request id.")
  private String id = "";

  private final Surroundings surroundings;

  ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var path = "/admin/v1/decisions/" + AdminClient.segment(id);
    var decision = instance.client(surroundings).get(path);
    surroundings.out().println(help.json() ? Json.pretty(decision) : lines(decision));
    return Exit.OK.code();
  }

  // One member to a line, in the order of the decision itself.
  private static String lines(JsonNode decision) {
    var width = decision.propertyNames().stream().mapToInt(String::length).max().orElse(0);
    var text = new StringBuilder();
    for (var name : decision.propertyNames()) {
      var value = value(decision, name);
      if (!value.isEmpty()) {
        text.append(name.replace('_', ' '));
        text.append(" ".repeat(width - name.length() + 2)).append(value).append('\n');
      }
    }
    return text.toString().stripTrailing();
  }

  private static String value(JsonNode decision, String name) {
    var value = decision.path(name);
    return value.isObject() ? value.toString() : Json.text(decision, name);
  }
}
