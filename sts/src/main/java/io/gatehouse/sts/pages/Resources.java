package io.gatehouse.sts.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files beside this package's classes. */
final class Resources {
  private Resources() {}

  static InputStream open(String name) {
    var stream = Resources.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("the file " + name + " is missing from the program");
    }
    return stream;
  }

  static String text(String name) {
    try (var stream = open(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
