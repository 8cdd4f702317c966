package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a node noted about its calls. */
record DecisionLines(Path folder) {
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);

  /** What may differ between two calls of one caller. */
  private static final Set<String> OF_THE_CALL = Set.of("id", "at", "us", "credential", "azp");

  /** The first lines about a path, oldest first, as soon as there are so many. */
  List<JsonNode> first(int count, String path) throws IOException {
    var deadline = System.nanoTime() + WRITTEN_WITHIN.toNanos();
    var found = about(path);
    while (found.size() < count) {
      assertThat(System.nanoTime()).as("%s lines about %s", count, path).isLessThan(deadline);
      found = about(path);
    }
    return found.subList(0, count);
  }

  private List<JsonNode> about(String path) throws IOException {
    var found = new ArrayList<JsonNode>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (var line : Files.readString(file).split("(?<=\n)", -1)) {
          if (line.endsWith("}\n") && line.contains("\"path\":\"" + path + "\"")) {
            found.add(JsonMapper.shared().readTree(line));
          }
        }
      }
    }
    return found;
  }

  static List<String> names(JsonNode line) {
    return List.copyOf(line.propertyNames());
  }

  /** The values that belong to the caller and the route. */
  static Map<String, String> lasting(JsonNode line) {
    var values = new TreeMap<String, String>();
    for (var name : names(line)) {
      if (!OF_THE_CALL.contains(name)) {
        values.put(name, line.get(name).toString());
      }
    }
    return values;
  }
}
