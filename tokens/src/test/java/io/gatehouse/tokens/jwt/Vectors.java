package io.gatehouse.tokens.jwt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads published test vectors, and the file that names where this product differs from them. */
final class Vectors {
  private Vectors() {}

  /** One case of a Wycheproof file with the group it stands in. */
  record Case(String file, Json.Members group, Json.Members test) {
    int id() {
      return (int) ((Json.Whole) test.get("tcId").orElseThrow()).value();
    }

    byte[] bytes(String name) {
      return HexFormat.of().parseHex(test.text(name).orElseThrow());
    }

    boolean isValid() {
      return test.text("result").orElseThrow().equals("valid");
    }

    @Override
    public String toString() {
      return file + " " + id() + " " + test.text("comment").orElse("");
    }
  }

  static Stream<Case> wycheproof(String file) {
    return objects(read("wycheproof/" + file), "testGroups").stream()
        .flatMap(
            group -> objects(group, "tests").stream().map(test -> new Case(file, group, test)));
  }

  static Json.Members read(String path) {
    return (Json.Members) Json.parse(bytes(path));
  }

  /** The ids of a file in which this product decides otherwise, each with its reason. */
  static Map<String, String> deviations(String file) {
    var found = new TreeMap<String, String>();
    var lines = new String(bytes("deviations.tsv"), StandardCharsets.UTF_8).lines().skip(1);
    for (var row : lines.map(line -> List.of(line.split("\t", -1))).toList()) {
      if (row.get(0).equals(file)) {
        ids(row.get(1)).forEach(id -> found.put(id, row.get(2)));
      }
    }
    return found;
  }

  private static Stream<String> ids(String list) {
    return Arrays.stream(list.split(",", -1)).flatMap(Vectors::range);
  }

  private static Stream<String> range(String ids) {
    int dash = ids.indexOf('-');
    if (!ids.matches("\\d+-\\d+")) {
      return Stream.of(ids);
    }
    int first = Integer.parseInt(ids.substring(0, dash));
    int last = Integer.parseInt(ids.substring(dash + 1));
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString);
  }

  static List<Json.Members> objects(Json.Members parent, String name) {
    return ((Json.Items) parent.get(name).orElseThrow())
        .values().stream().map(Json.Members.class::cast).toList();
  }

  private static byte[] bytes(String path) {
    try (var in = Vectors.class.getResourceAsStream("/vectors/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no such vectors: " + path);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
