package io.gatehouse.signing.verifying;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.WaitFor;

/** The outcome of one check: a value to go on with, or the answer of the whole attempt. */
sealed interface Step<T> {
  record Next<T>(T value) implements Step<T> {}

  record Stop<T>(Attempt answer) implements Step<T> {
    /** The same answer where another value was hoped for. */
    <U> Step<U> cast() {
      return new Stop<>(answer);
    }
  }

  static <T> Step<T> refused(String reason) {
    return new Stop<>(new Attempt.Refused(Problem.invalidCredential(reason)));
  }

  static <T> Step<T> refused(Problem problem) {
    return new Stop<>(new Attempt.Refused(problem));
  }

  static <T> Step<T> park(WaitFor reason) {
    return new Stop<>(new Attempt.Park(reason));
  }

  /** What the next check does with the value. */
  interface Check<T, U> {
    Step<U> run(T value);
  }

  default <U> Step<U> then(Check<T, U> next) {
    return switch (this) {
      case Next<T>(var value) -> next.run(value);
      case Stop<T> stop -> stop.cast();
    };
  }
}
