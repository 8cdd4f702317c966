package io.gatehouse.sts.pages;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The sentences of one language by their keys. */
final class Texts {
  private final Properties sentences;

  private Texts(Properties sentences) {
    this.sentences = sentences;
  }

  static Texts load(Language language) {
    var sentences = new Properties();
    var name = "texts." + language.tag() + ".properties";
    try (var stream = Resources.open(name);
        var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      sentences.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Texts(sentences);
  }

  /**
   * @throws IllegalArgumentException when there is no such key: a mistake in a template
   */
  String get(String key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("no text " + key));
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(sentences.getProperty(key));
  }

  Set<String> keys() {
    return sentences.stringPropertyNames();
  }
}
