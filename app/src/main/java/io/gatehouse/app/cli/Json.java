package io.gatehouse.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out of commands. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Empty when it is no JSON. */
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }

  static String pretty(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  static String error(Stop stop) {
    return object().put("error", stop.sentence()).put("exit", stop.exit().code()).toString();
  }

  /** A member as a person reads it; empty when it is not there. */
  static String text(JsonNode node, String member) {
    var value = node.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isArray() ? String.join(" ", texts(value)) : value.asString();
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.asString()));
    return texts;
  }
}
