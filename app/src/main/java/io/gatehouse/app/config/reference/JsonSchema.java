package io.gatehouse.app.config.reference;

import io.gatehouse.app.config.shape.Scalar;
import io.gatehouse.app.config.shape.Shape;
import io.gatehouse.app.config.shape.Shape.Field;
import io.gatehouse.app.config.shape.Shape.Fields;
import io.gatehouse.app.config.shape.Shape.Presence;
import io.gatehouse.app.config.shape.Shape.Variant;
import io.gatehouse.app.config.value.Dn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schema 2020-12 of the file, for editors: completion, hints and early errors. */
final class JsonSchema {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final Fields root;
  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  JsonSchema(Fields root) {
    this.root = root;
  }

  String write() {
    var schema = MAPPER.createObjectNode();
    schema.put("$schema", DIALECT);
    schema.put("title", "Gatehouse configuration");
    schema.setAll(fields(root, Map.of()));
    requireVersion(schema);
    var defs = schema.putObject("$defs");
    definitions.forEach(defs::set);
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
  }

  private static void requireVersion(ObjectNode schema) {
    schema.putArray("required").add("gatehouse");
    if (schema.path("properties").path("gatehouse") instanceof ObjectNode version) {
      version.put("const", 1);
    }
  }

  private ObjectNode of(Shape shape) {
    return switch (shape) {
      case Shape.Single single -> scalar(single.scalar());
      case Shape.Word word -> word(word);
      case Shape.Items items -> items(items);
      case Shape.Entries entries -> entries(entries);
      case Fields fields -> reference(name(fields.type()), () -> fields(fields, Map.of()));
      case Shape.Kinds kinds -> reference(name(kinds.type()), () -> kinds(kinds));
    };
  }

  private static ObjectNode scalar(Scalar<?> scalar) {
    var schema = MAPPER.createObjectNode();
    if (scalar.json().size() == 1) {
      schema.put("type", scalar.json().getFirst());
    } else {
      scalar.json().forEach(schema.putArray("type")::add);
    }
    if (!scalar.form().isEmpty()) {
      schema.put("pattern", "^" + scalar.form() + "$");
    }
    return schema;
  }

  // YAML reads 1.3 as a number and an editor then looks for one.
  private static ObjectNode word(Shape.Word word) {
    var schema = MAPPER.createObjectNode();
    var choices = schema.putArray("enum");
    for (var choice : word.words().keySet()) {
      choices.add(choice);
      if (choice.matches("[0-9]+\\.[0-9]+")) {
        choices.add(Double.parseDouble(choice));
      }
    }
    return schema;
  }

  private ObjectNode items(Shape.Items items) {
    var schema = MAPPER.createObjectNode().put("type", "array");
    schema.set("items", of(items.item()));
    if (items.distinct()) {
      schema.put("uniqueItems", true);
    }
    return schema;
  }

  private ObjectNode entries(Shape.Entries entries) {
    var schema = MAPPER.createObjectNode().put("type", "object");
    schema.putObject("propertyNames").put("pattern", "^" + entries.keys() + "$");
    schema.set("additionalProperties", of(entries.value()));
    return schema;
  }

  private ObjectNode reference(String name, Supplier<ObjectNode> definition) {
    if (!definitions.containsKey(name)) {
      definitions.put(name, MAPPER.createObjectNode());
      definitions.put(name, definition.get());
    }
    return MAPPER.createObjectNode().put("$ref", "#/$defs/" + name);
  }

  private static String name(Class<?> type) {
    var outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
  }

  private ObjectNode kinds(Shape.Kinds kinds) {
    var schema = MAPPER.createObjectNode();
    describe(schema, kinds.means());
    var choices = schema.putArray("oneOf");
    kinds.variants().forEach(variant -> add(choices, variant));
    return schema;
  }

  private void add(ArrayNode choices, Variant variant) {
    var fields = variant.fields();
    var key = variant.key();
    if (key.isEmpty() || fields.fields().stream().anyMatch(field -> field.key().equals(key))) {
      choices.add(fields(fields, Map.of()));
      return;
    }
    var schema = fields(fields, Map.of(key, kindValue(variant)));
    schema.remove("required");
    schema.putArray("required").add(key);
    choices.add(schema);
  }

  // What stands behind the key of a kind: its single value, or its keys in a mapping.
  private ObjectNode kindValue(Variant variant) {
    var mapping = fields(variant.fields(), Map.of());
    mapping.remove("required");
    var single =
        variant.fields().fields().stream()
            .filter(field -> field.key().equals(variant.single()))
            .map(field -> of(field.shape()))
            .findFirst();
    if (single.isEmpty()) {
      return mapping;
    }
    var schema = MAPPER.createObjectNode();
    schema.putArray("anyOf").add(single.get()).add(mapping);
    return schema;
  }

  private ObjectNode fields(Fields shape, Map<String, ObjectNode> more) {
    var schema = MAPPER.createObjectNode();
    describe(schema, shape.means());
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    var properties = new LinkedHashMap<>(more);
    shape.fields().forEach(field -> properties.put(field.key(), property(field)));
    schema.putObject("properties").setAll(properties);
    var required = required(shape);
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    if (shape.fields().stream().anyMatch(JsonSchema::isName)) {
      // A DN with commas in a one-line mapping reads as keys without values; they are rejoined.
      schema.putObject("patternProperties").putObject("^[A-Za-z0-9.-]+=").put("type", "null");
    }
    return schema;
  }

  private static List<String> required(Fields shape) {
    return shape.fields().stream()
        .filter(field -> field.presence() == Presence.NEEDED)
        .map(Field::key)
        .toList();
  }

  private static boolean isName(Field field) {
    return field.shape() instanceof Shape.Single single && single.scalar().type() == Dn.class;
  }

  private ObjectNode property(Field field) {
    var schema = of(field.shape());
    describe(schema, field.says().means());
    Stream.of(field.says().otherwise())
        .filter(text -> !text.isEmpty())
        .forEach(text -> schema.put("x-otherwise", text));
    return schema;
  }

  private static void describe(ObjectNode schema, String words) {
    if (!words.isEmpty()) {
      schema.put("description", words);
    }
  }
}
