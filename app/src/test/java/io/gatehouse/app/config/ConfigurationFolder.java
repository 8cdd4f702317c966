package io.gatehouse.app.config;

import io.gatehouse.app.config.load.ConfigurationReader;
import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder with the files that the examples refer to, and a reader for it. */
final class ConfigurationFolder {
  static final String KEK = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";

  private final Path folder;

  ConfigurationFolder(Path folder) throws IOException {
    this.folder = folder;
    for (var name : List.of("tls.crt", "people.ldif", "ca.pem")) {
      put(name, "public", "rw-r--r--");
    }
    for (var name : List.of("tls.key", "ldap.pw")) {
      put(name, "a-secret-of-the-test", "rw-------");
    }
    put("kek.key", KEK, "r--------");
    put("open.key", KEK, "rw-r-----");
    put("weak.key", "changeme", "rw-------");
    put("shared.pem", "public", "rw-rw-r--");
    Files.createSymbolicLink(folder.resolve("link.key"), folder.resolve("kek.key"));
  }

  private void put(String name, String text, String mode) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  Path file() {
    return folder.resolve("gatehouse.yaml");
  }

  Outcome read(String text) throws IOException {
    var environment = Map.of("GATEHOUSE_KEK", KEK);
    var reader =
        new ConfigurationReader(
            Files.getOwner(folder).getName(),
            name -> Optional.ofNullable(environment.get(name)),
            List.of());
    return reader.read(file(), text);
  }

  Outcome readResource(String name) throws IOException {
    return read(resource(name));
  }

  static String resource(String name) throws IOException {
    try (var stream = ConfigurationFolder.class.getResourceAsStream("/config/" + name)) {
      if (stream == null) {
        throw new IOException("no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
