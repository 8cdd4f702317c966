package io.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.signing.StructuredFields.Duplicates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The vectors of the HTTP working group for RFC 9651. */
class StructuredFieldVectorsTest {
  private static final String DEVIATIONS = "structured-fields/deviations.tsv";

  @TestFactory
  Stream<DynamicTest> everyFileParsesAsTheWorkingGroupSays() {
    return files("structured-fields").map(f -> DynamicTest.dynamicTest(name(f), () -> parse(f)));
  }

  @TestFactory
  Stream<DynamicTest> everyFileSerialisesAsTheWorkingGroupSays() {
    return files("structured-fields/serialisation-tests")
        .map(f -> DynamicTest.dynamicTest(name(f), () -> serialise(f)));
  }

  @Test
  void everyDeviationNamesAnExistingVectorThatMayFail() {
    var optional = new TreeSet<String>();
    files("structured-fields")
        .forEach(file ->
            Vectors.json(file)
                .forEach(v -> {
                  if (v.path("can_fail").asBoolean(false)) {
                    optional.add(id(file, v));
                  }
                }));
    assertThat(optional).containsAll(Vectors.deviations(DEVIATIONS).keySet());
  }

  private static Stream<Path> files(String folder) {
    return Vectors.children(Vectors.path(folder)).stream().filter(f -> name(f).endsWith(".json"));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String id(Path file, JsonNode vector) {
    return name(file) + ": " + vector.path("name").asString();
  }

  private static void parse(Path file) {
    var deviations = Vectors.deviations(DEVIATIONS).keySet();
    for (var vector : Vectors.json(file)) {
      var id = id(file, vector);
      boolean fails = vector.path("must_fail").asBoolean(false) || deviations.contains(id);
      var written = parsedAndWritten(vector);
      if (fails) {
        assertThat(written).as(id).isEqualTo("malformed");
      } else {
        assertThat(written).as(id).isEqualTo(canonical(vector));
        assertThat(parsedAndWritten(vector)).as(id).isEqualTo(writtenFromTree(vector));
      }
    }
  }

  private static String canonical(JsonNode vector) {
    var lines = new ArrayList<String>();
    vector
        .path(vector.has("canonical") ? "canonical" : "raw")
        .forEach(l -> lines.add(l.asString()));
    return String.join(", ", lines);
  }

  private static String parsedAndWritten(JsonNode vector) {
    var raw = new ArrayList<String>();
    vector.path("raw").forEach(line -> raw.add(line.asString()));
    return switch (vector.path("header_type").asString()) {
      case "item" -> written(StructuredFields.item(raw, Duplicates.LAST_COUNTS));
      case "list" ->
          switch (StructuredFields.list(raw, Duplicates.LAST_COUNTS)) {
            case Parsed.Good<List<Member>>(var members) -> StructuredFields.write(members);
            case Parsed.Malformed<List<Member>> _ -> "malformed";
          };
      default ->
          switch (StructuredFields.dictionary(raw, Duplicates.LAST_COUNTS)) {
            case Parsed.Good<Dictionary>(var dictionary) -> StructuredFields.write(dictionary);
            case Parsed.Malformed<Dictionary> _ -> "malformed";
          };
    };
  }

  private static String written(Parsed<Member.Item> parsed) {
    return switch (parsed) {
      case Parsed.Good<Member.Item>(var item) -> StructuredFields.write(item);
      case Parsed.Malformed<Member.Item> _ -> "malformed";
    };
  }

  private static void serialise(Path file) {
    for (var vector : Vectors.json(file)) {
      if (vector.path("must_fail").asBoolean(false)) {
        assertThatIllegalArgumentException()
            .as(id(file, vector))
            .isThrownBy(() -> writtenFromTree(vector));
      } else {
        assertThat(writtenFromTree(vector)).as(id(file, vector)).isEqualTo(canonical(vector));
      }
    }
  }

  private static String writtenFromTree(JsonNode vector) {
    var expected = vector.path("expected");
    return switch (vector.path("header_type").asString()) {
      case "item" -> StructuredFields.write(member(expected));
      case "list" -> StructuredFields.write(members(expected));
      default -> StructuredFields.write(dictionary(expected));
    };
  }

  private static Dictionary dictionary(JsonNode entries) {
    var members = new LinkedHashMap<String, Member>();
    entries.forEach(entry -> members.put(entry.path(0).asString(), member(entry.path(1))));
    return new Dictionary(members);
  }

  private static List<Member> members(JsonNode nodes) {
    var members = new ArrayList<Member>();
    nodes.forEach(node -> members.add(member(node)));
    return members;
  }

  private static Member member(JsonNode pair) {
    var parameters = new LinkedHashMap<String, BareItem>();
    pair.path(1).forEach(p -> parameters.put(p.path(0).asString(), bare(p.path(1))));
    if (!pair.path(0).isArray()) {
      return new Member.Item(bare(pair.path(0)), new Parameters(parameters));
    }
    var items = new ArrayList<Member.Item>();
    pair.path(0).forEach(node -> items.add((Member.Item) member(node)));
    return new Member.InnerList(items, new Parameters(parameters));
  }

  private static BareItem bare(JsonNode node) {
    if (node.isBoolean()) {
      return new BareItem.Truth(node.asBoolean());
    }
    if (node.isIntegralNumber()) {
      return new BareItem.Whole(node.asLong());
    }
    if (node.isNumber()) {
      return new BareItem.Fraction(node.decimalValue());
    }
    if (node.isString()) {
      return new BareItem.Text(node.asString());
    }
    var value = node.path("value");
    return switch (node.path("__type").asString()) {
      case "token" -> new BareItem.Token(value.asString());
      case "binary" -> BareItem.Octets.of(base32(value.asString()));
      case "date" -> new BareItem.Moment(value.asLong());
      case "displaystring" -> new BareItem.Display(value.asString());
      default -> throw new AssertionError("a type that the vectors did not have");
    };
  }

  /** The vectors write byte sequences in base32 (RFC 4648 §6). */
  private static byte[] base32(String text) {
    var digits = text.replace("=", "");
    var bytes = new byte[digits.length() * 5 / 8];
    for (int i = 0; i < bytes.length * 8; i++) {
      int digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(digits.charAt(i / 5));
      int bit = digit >> (4 - i % 5) & 1;
      bytes[i / 8] = (byte) (bytes[i / 8] | bit << (7 - i % 8));
    }
    return bytes;
  }
}
