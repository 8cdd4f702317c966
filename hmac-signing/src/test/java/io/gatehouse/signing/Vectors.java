package io.gatehouse.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published vectors among the test resources. */
final class Vectors {
  private static final Path ROOT = Path.of("src/test/resources/vectors");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Vectors() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    return JSON.readTree(text(file));
  }

  static List<Path> children(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines {@code name<TAB>reason} of a list of deviations. */
  static Map<String, String> deviations(String name) {
    var found = new TreeMap<String, String>();
    for (var line : text(path(name)).lines().toList()) {
      var parts = line.split("\t", -1);
      if (!line.startsWith("#") && parts.length == 2) {
        found.put(parts[0], parts[1]);
      }
    }
    return found;
  }
}
