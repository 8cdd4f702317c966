package io.gatehouse.app.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One call with curl. */
record Curl(int status, List<String> fields, String body) {
  /** Calls with the demo's certificate authority and these further arguments. */
  static Curl call(RunningDemo demo, String... arguments) {
    var command = new ArrayList<String>();
    command.addAll(List.of("curl", "-s", "-S", "-i", "--max-time", "20"));
    command.addAll(List.of("--cacert", demo.ca().toString()));
    command.addAll(List.of(arguments));
    var outcome = Shell.run(command);
    if (outcome.exit() != 0) {
      throw new AssertionError("curl: " + outcome.errors() + " " + command);
    }
    return parse(outcome.text());
  }

  private static Curl parse(String text) {
    var end = text.indexOf("\r\n\r\n");
    var lines = List.of(text.substring(0, end).split("\r\n", -1));
    var status = Integer.parseInt(lines.getFirst().split(" ", -1)[1]);
    if (status == 100) {
      return parse(text.substring(end + 4));
    }
    return new Curl(status, lines.subList(1, lines.size()), text.substring(end + 4));
  }

  Optional<String> field(String name) {
    var prefix = name.toLowerCase(Locale.ROOT) + ":";
    return fields.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(body);
  }
}
