package io.gatehouse.app.config;

import io.gatehouse.app.config.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Judges YAML by the keywords of JSON Schema that the generated schema uses. */
final class SchemaCheck {
  private final JsonNode root;

  SchemaCheck(JsonNode root) {
    this.root = root;
  }

  List<String> flaws(Yaml yaml) {
    return flaws(root, yaml);
  }

  private List<String> flaws(JsonNode schema, Yaml yaml) {
    var flaws = new ArrayList<String>();
    if (schema.has("$ref")) {
      flaws.addAll(flaws(root.at(schema.path("$ref").stringValue().substring(1)), yaml));
    }
    if (schema.has("oneOf") && matching(schema.path("oneOf"), yaml) != 1) {
      flaws.add(yaml.at() + " is not exactly one of the kinds");
    }
    if (schema.has("anyOf") && matching(schema.path("anyOf"), yaml) == 0) {
      flaws.add(yaml.at() + " is none of the forms");
    }
    flaws.addAll(own(schema, yaml));
    return flaws;
  }

  private long matching(JsonNode schemas, Yaml yaml) {
    return schemas.valueStream().filter(schema -> flaws(schema, yaml).isEmpty()).count();
  }

  private List<String> own(JsonNode schema, Yaml yaml) {
    return switch (yaml) {
      case Yaml.Text text -> text(schema, text);
      case Yaml.Sequence list -> list(schema, list);
      case Yaml.Mapping map -> mapping(schema, map);
    };
  }

  private static List<String> text(JsonNode schema, Yaml.Text text) {
    var flaws = new ArrayList<String>();
    var type = type(text);
    if (schema.has("type") && !types(schema).contains(type)) {
      flaws.add(text.at() + " is " + type + ", not " + schema.path("type"));
    }
    if (schema.has("enum")
        && schema.path("enum").valueStream().noneMatch(c -> c.asString().equals(text.value()))) {
      flaws.add(text.at() + " is none of " + schema.path("enum"));
    }
    if (schema.has("const") && !schema.path("const").asString().equals(text.value())) {
      flaws.add(text.at() + " is not " + schema.path("const"));
    }
    // JSON Schema §6.3.3: a pattern is for strings only.
    if (schema.has("pattern")
        && type.equals("string")
        && !text.value().matches(schema.path("pattern").stringValue())) {
      flaws.add(text.at() + " does not have the form " + schema.path("pattern"));
    }
    return flaws;
  }

  private static Set<String> types(JsonNode schema) {
    var type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::stringValue).collect(Collectors.toSet())
        : Set.of(type.stringValue());
  }

  private static String type(Yaml.Text text) {
    if (text.isNothing()) {
      return "null";
    }
    if (text.plain() && text.value().matches("-?[0-9]+")) {
      return "integer";
    }
    if (text.plain() && text.value().matches("-?[0-9]+\\.[0-9]+")) {
      return "number";
    }
    return text.plain() && Set.of("true", "false").contains(text.value()) ? "boolean" : "string";
  }

  private List<String> list(JsonNode schema, Yaml.Sequence list) {
    var flaws = new ArrayList<String>();
    if (schema.has("type") && !types(schema).contains("array")) {
      flaws.add(list.at() + " is a list");
    }
    list.items().forEach(item -> flaws.addAll(flaws(schema.path("items"), item)));
    var values =
        list.items().stream()
            .filter(Yaml.Text.class::isInstance)
            .map(item -> ((Yaml.Text) item).value())
            .toList();
    if (schema.path("uniqueItems").asBoolean(false)
        && new LinkedHashSet<>(values).size() < values.size()) {
      flaws.add(list.at() + " has doubles");
    }
    return flaws;
  }

  private List<String> mapping(JsonNode schema, Yaml.Mapping map) {
    var flaws = new ArrayList<String>();
    if (schema.has("type") && !types(schema).contains("object")) {
      flaws.add(map.at() + " is a mapping");
    }
    var keys = map.entries().stream().map(entry -> entry.key().value()).toList();
    schema
        .path("required")
        .valueStream()
        .map(JsonNode::stringValue)
        .filter(key -> !keys.contains(key))
        .forEach(key -> flaws.add(map.at() + " lacks " + key));
    map.entries().forEach(entry -> flaws.addAll(entry(schema, entry)));
    return flaws;
  }

  private List<String> entry(JsonNode schema, Yaml.Entry entry) {
    var key = entry.key().value();
    if (schema.path("properties").has(key)) {
      return flaws(schema.path("properties").path(key), entry.value());
    }
    var more = schema.path("additionalProperties");
    if (more.isObject()) {
      var form = schema.path("propertyNames").path("pattern").asString(".*");
      return key.matches(form)
          ? flaws(more, entry.value())
          : List.of(entry.key().at() + " cannot be a name");
    }
    return more.isMissingNode() ? List.of() : List.of(entry.key().at() + " is not a key");
  }
}
