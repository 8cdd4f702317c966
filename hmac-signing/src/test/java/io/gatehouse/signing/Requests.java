package io.gatehouse.signing;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Shorthand for requests and parsed values. */
final class Requests {
  private Requests() {}

  static PlainRequest of(String method, String url, Map<String, String> fields) {
    return PlainRequest.of(method, URI.create(url), fields(fields));
  }

  static List<HeaderField> fields(Map<String, String> fields) {
    return fields.entrySet().stream().map(e -> new HeaderField(e.getKey(), e.getValue())).toList();
  }

  static <T> T good(Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Good<T>(var value) -> value;
      case Parsed.Malformed<T>(var reason) -> throw new AssertionError(reason);
    };
  }
}
