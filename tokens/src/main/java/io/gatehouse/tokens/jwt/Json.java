package io.gatehouse.tokens.jwt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value; numbers that are not 64-bit integers keep their spelling and nothing else. */
public sealed interface Json extends ParsedJson {

  /** A string. */
  record Text(String value) implements Json {}

  /** An integer written without fraction and exponent that fits 64 bits. */
  record Whole(long value) implements Json {}

  /** Any other number, as it was spelled. */
  record Decimal(String spelling) implements Json {}

  /** True or false. */
  record Flag(boolean value) implements Json {}

  /** The literal null. */
  record Nothing() implements Json {}

  /** An array. */
  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** An object; the order of its members is kept. */
  record Members(Map<String, Json> values) implements Json {
    public Members {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Optional<Json> get(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /** The string under {@code name}; empty when it is absent or not a string. */
    public Optional<String> text(String name) {
      return get(name).flatMap(value -> value instanceof Text(var t) ? Optional.of(t) : none());
    }

    private static Optional<String> none() {
      return Optional.empty();
    }
  }

  /** The strings of an array, or empty when the value is anything else. */
  default Optional<List<String>> texts() {
    if (!(this instanceof Items(var items))) {
      return Optional.empty();
    }
    var texts = items.stream().filter(Text.class::isInstance).map(t -> ((Text) t).value()).toList();
    return texts.size() == items.size() ? Optional.of(texts) : Optional.empty();
  }

  static Json of(List<String> texts) {
    return new Items(texts.stream().<Json>map(Text::new).toList());
  }

  /** This value as compact JSON text. */
  default String write() {
    var out = new StringBuilder(256);
    JsonText.append(this, out);
    return out.toString();
  }

  /** Reads exactly one value from UTF-8 bytes; see {@link StrictJson}. */
  static ParsedJson parse(byte[] utf8) {
    return StrictJson.parse(utf8);
  }
}
