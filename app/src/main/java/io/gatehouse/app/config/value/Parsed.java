package io.gatehouse.app.config.value;

import java.util.function.Function;

/** A value, or the sentence that says why the text is none. */
public sealed interface Parsed<T> {
  record Good<T>(T value) implements Parsed<T> {}

  record Bad<T>(String message) implements Parsed<T> {}

  static <T> Parsed<T> good(T value) {
    return new Good<>(value);
  }

  static <T> Parsed<T> bad(String message) {
    return new Bad<>(message);
  }

  default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
    return switch (this) {
      case Good<T> good -> next.apply(good.value());
      case Bad<T> bad -> new Bad<>(bad.message());
    };
  }
}
