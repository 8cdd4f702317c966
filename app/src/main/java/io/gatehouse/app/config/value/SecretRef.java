package io.gatehouse.app.config.value;

import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a secret is kept; a secret itself never stands in the file. */
public sealed interface SecretRef {
  String FORM = "(file:.+|env:[A-Za-z_][A-Za-z0-9_]*)";
  String WORDS = "a reference to a secret: file:PATH (mode 0600 or 0400) or env:NAME";

  /** Reads it now: a rotated file counts from the next read. */
  Secret read();

  /** One line end at the end is not part of a secret that a person wrote with an editor. */
  default Secret readLine() {
    return Secret.ofText(read().exposeText().strip());
  }

  /**
   * @param path absolute
   */
  record InFile(Path path) implements SecretRef {
    @Override
    public Secret read() {
      try {
        return Secret.of(Files.readAllBytes(path));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("the secret file " + path + " cannot be read", unreadable);
      }
    }
  }

  /**
   * @param value what the variable held when the file was read
   */
  record InEnvironment(String name, Secret value) implements SecretRef {
    @Override
    public Secret read() {
      return value;
    }
  }

  /** True when the text is long enough to be a key and does not merely repeat one character. */
  static boolean strong(Secret secret) {
    var bytes = secret.exposeText().strip().getBytes(StandardCharsets.UTF_8);
    return bytes.length >= 32
        && new String(bytes, StandardCharsets.ISO_8859_1).chars().distinct().count() >= 8;
  }
}
