package io.gatehouse.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.config.reference.Reference;
import io.gatehouse.app.config.yaml.Yaml;
import io.gatehouse.app.config.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The generated files are those of the records, and the schema agrees with the reader. */
final class ReferenceTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final String RENEW = "run this test with -Dgatehouse.write-reference=true";

  /** {@code -Dgatehouse.write-reference=true} renews both files. */
  @BeforeAll
  static void renewWhenAsked() throws IOException {
    if (Boolean.getBoolean("gatehouse.write-reference")) {
      Reference.main(new String[] {DOCS.toString()});
    }
  }

  @Test
  void theReferencePageIsFresh() throws IOException {
    assertThat(Files.readString(DOCS.resolve("configuration.md")).equals(Reference.page()))
        .as(RENEW)
        .isTrue();
  }

  @Test
  void theSchemaIsFresh() throws IOException {
    assertThat(Files.readString(DOCS.resolve("gatehouse.schema.json")).equals(Reference.schema()))
        .as(RENEW)
        .isTrue();
  }

  @Test
  void everyMappingIsClosedAndEveryKeyDescribed() {
    var schema = schema();
    assertThat(schema.path("$defs").propertyStream().map(entry -> entry.getValue()).toList())
        .allSatisfy(ReferenceTest::closedAndDescribed);
    closedAndDescribed(schema);
  }

  private static void closedAndDescribed(JsonNode definition) {
    if (definition.has("oneOf")) {
      definition.path("oneOf").forEach(ReferenceTest::closedAndDescribed);
      return;
    }
    assertThat(definition.path("additionalProperties").booleanValue()).isFalse();
    assertThat(definition.path("properties").properties())
        .allSatisfy(property -> {
          var value = property.getValue();
          assertThat(value.has("description") || value.has("anyOf") || value.has("type"))
              .as(property.getKey())
              .isTrue();
        });
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var schema = schema();
    assertThat(schema.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(schema.at(ref.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void theExampleSatisfiesTheSchema() throws IOException {
    var text = ConfigurationFolder.resource("example.yaml");
    assertThat(new SchemaCheck(schema()).flaws(yaml(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gatehouse: 2",
        "lisen: 1",
        "gatehouse: 1\naudit: maybe",
        "gatehouse: 1\ndrain: { delay: 5 }",
        "gatehouse: 1\nservices: { a: {} }",
        "gatehouse: 1\ncredentials: { a: { api_key: {}, basic: {} } }",
        "gatehouse: 1\nroles: [sts, sts]"
      })
  void theSchemaRefusesWhatTheReaderRefuses(String text) {
    assertThat(new SchemaCheck(schema()).flaws(yaml(text))).isNotEmpty();
  }

  private static Yaml yaml(String text) {
    return switch (new YamlReader("test.yaml").read(text)) {
      case YamlReader.Reading.Read read -> read.yaml();
      case YamlReader.Reading.Unreadable bad -> throw new AssertionError(bad.flaws());
    };
  }

  private static JsonNode schema() {
    return JsonMapper.shared().readTree(Reference.schema());
  }

  @Test
  void theReferenceNamesEveryTopLevelKey() {
    assertThat(List.of("listen", "admin", "directory", "sts", "services", "credentials", "routes"))
        .allSatisfy(key -> assertThat(Reference.page()).contains("| `" + key + "` |"));
  }
}
