package io.gatehouse.sts.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files beside this package's classes. */
final class Resources {
  private static final Pattern INCLUDED = Pattern.compile("\\{\\{>([a-z]+)}}\n");

  private Resources() {}

  static InputStream open(String name) {
    var stream = Resources.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("the file " + name + " is missing from the program");
    }
    return stream;
  }

  /** An HTML file with the files that it includes, each on a line of its own. */
  static String page(String name) {
    return INCLUDED
        .matcher(text(name + ".html"))
        .replaceAll(place -> Matcher.quoteReplacement(text(place.group(1) + ".html")));
  }

  static String text(String name) {
    try (var stream = open(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
