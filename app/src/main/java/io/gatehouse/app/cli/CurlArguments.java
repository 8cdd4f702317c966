package io.gatehouse.app.cli;

import io.gatehouse.signing.HeaderField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads curl's arguments as curl does, and refuses what would make it send something else. */
final class CurlArguments {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Path folder;
  private final List<String> urls = new ArrayList<>();
  private final List<HeaderField> fields = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Optional<String> method = Optional.empty();
  private Optional<String> impliedMethod = Optional.empty();
  private Optional<String> impliedType = Optional.empty();

  CurlArguments(Path folder) {
    this.folder = folder;
  }

  CurlRequest read(List<String> arguments) {
    var words = CurlWords.split(arguments);
    words.forEach(this::take);
    if (urls.size() != 1) {
      throw Stop.badInput("One signature is for one request: give exactly one URL.");
    }
    impliedType
        .filter(_ -> !has("content-type"))
        .ifPresent(type -> fields.add(new HeaderField("Content-Type", type)));
    var sent = method.or(() -> impliedMethod).orElse("GET");
    return new CurlRequest(sent, url(urls.getFirst()), fields, body.toByteArray());
  }

  private boolean has(String lowerCaseName) {
    return fields.stream().anyMatch(f -> f.name().toLowerCase(Locale.ROOT).equals(lowerCaseName));
  }

  private void take(CurlWords.Word word) {
    var value = word.value();
    switch (word.option()) {
      case "", "--url" -> urls.add(value);
      case "--request" -> method = Optional.of(value);
      case "--head" -> impliedMethod = Optional.of("HEAD");
      case "--header" -> header(value);
      case "--data", "--data-ascii" -> form(part(value, true));
      case "--data-binary" -> form(part(value, false));
      case "--data-raw" -> form(value.getBytes(StandardCharsets.UTF_8));
      case "--json" -> json(part(value, false));
      case "--upload-file" -> upload(value);
      default -> {}
    }
  }

  private void header(String line) {
    var colon = line.indexOf(':');
    if (line.startsWith("@") || colon < 1) {
      throw Stop.badInput("Write header fields as `-H 'Name: value'`, not `" + line + "`.");
    }
    var name = line.substring(0, colon).strip();
    if (name.equalsIgnoreCase("host")) {
      throw Stop.badInput("The host is taken from the URL; leave out `-H Host`.");
    }
    fields.add(new HeaderField(name, line.substring(colon + 1).strip()));
  }

  private void form(byte[] part) {
    if (impliedMethod.isPresent() && body.size() > 0) {
      body.write('&');
    }
    body.writeBytes(part);
    impliedMethod = Optional.of("POST");
    impliedType = Optional.of(FORM);
  }

  private void json(byte[] part) {
    body.writeBytes(part);
    impliedMethod = Optional.of("POST");
    impliedType = Optional.of("application/json");
  }

  private void upload(String file) {
    body.writeBytes(bytes(file));
    impliedMethod = Optional.of("PUT");
  }

  // curl drops line ends and NULs from a file given to --data, and only from a file.
  private byte[] part(String value, boolean asText) {
    if (!value.startsWith("@")) {
      return value.getBytes(StandardCharsets.UTF_8);
    }
    var content = bytes(value.substring(1));
    if (!asText) {
      return content;
    }
    var kept = new ByteArrayOutputStream();
    for (var octet : content) {
      if (octet != '\r' && octet != '\n' && octet != 0) {
        kept.write(octet);
      }
    }
    return kept.toByteArray();
  }

  private byte[] bytes(String file) {
    if (file.equals("-") || file.equals(".")) {
      throw Stop.badInput("A signed body must be a file or stand in the command, not a pipe.");
    }
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException unreadable) {
      throw Stop.badInput("The body file " + file + " cannot be read.");
    }
  }

  // curl takes a URL without a scheme as http, and a bare host as its root.
  private static URI url(String text) {
    try {
      return new URI(text.contains("://") ? text : "http://" + text);
    } catch (URISyntaxException broken) {
      throw Stop.badInput("`" + text + "` is not a URL that curl sends as it is; encode it first.");
    }
  }
}
