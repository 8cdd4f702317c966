package io.gatehouse.sts.oauth;

import java.util.Optional;
import java.util.function.Function;

/** What a check answers: the thing it looked at, now known to be good, or a refusal. */
public sealed interface Checked<T> {
  record Passed<T>(T value) implements Checked<T> {}

  record Refused<T>(Refusal refusal) implements Checked<T> {}

  static <T> Checked<T> passed(T value) {
    return new Passed<>(value);
  }

  static <T> Checked<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** The value, or the refusal when there is none. */
  static <T> Checked<T> present(Optional<T> value, Refusal otherwise) {
    return value.map(Checked::passed).orElseGet(() -> refused(otherwise));
  }

  /** Goes on to the next check; a refusal passes every later check by. */
  default <U> Checked<U> then(Function<T, Checked<U>> next) {
    return switch (this) {
      case Passed<T>(var value) -> next.apply(value);
      case Refused<T>(var refusal) -> refused(refusal);
    };
  }

  default <U> Checked<U> map(Function<T, U> change) {
    return then(value -> passed(change.apply(value)));
  }

  default <U> U fold(Function<T, U> whenPassed, Function<Refusal, U> whenRefused) {
    return switch (this) {
      case Passed<T>(var value) -> whenPassed.apply(value);
      case Refused<T>(var refusal) -> whenRefused.apply(refusal);
    };
  }
}
