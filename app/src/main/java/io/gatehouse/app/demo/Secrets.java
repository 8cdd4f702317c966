package io.gatehouse.app.demo;

import io.gatehouse.app.node.OwnFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the demo gave out and can show again: passwords, keys and client secrets, which the product
 * itself keeps only as hashes or not at all. Written after each step, so that a demo that was cut
 * off goes on where it was.
 */
final class Secrets {
  private final Path file;
  private final ObjectNode members;

  private Secrets(Path file, ObjectNode members) {
    this.file = file;
    this.members = members;
  }

  static Secrets in(Path folder) {
    var file = folder.resolve("demo-secrets.json");
    try {
      return new Secrets(
          file,
          Files.exists(file)
              ? (ObjectNode) JsonMapper.shared().readTree(Files.readString(file))
              : JsonMapper.shared().createObjectNode());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  Optional<JsonNode> find(String name) {
    return Optional.ofNullable(members.get(name));
  }

  JsonNode get(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(file + " lacks " + name));
  }

  void put(String name, JsonNode value) {
    members.set(name, value);
    OwnFiles.write(
        file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(members));
  }
}
