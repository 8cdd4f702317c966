package io.gatehouse.gateway.call;

import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.util.function.Function;

/**
 * Where a request stands after a stage.
 *
 * <p>A stage that must wait is kept as the rest of the path from there on, so what was completed
 * before is not run again.
 */
public sealed interface Step<P> {
  /** The stage holds; its proof opens the next one. */
  record Passed<P>(P proof) implements Step<P> {}

  /** The request ends here. */
  record Refused<P>(Refusal refusal) implements Step<P> {}

  /** The rest of the path waits for something. */
  record Parked<P>(WaitFor reason, Rest<P> rest) implements Step<P> {}

  /** A stage on its proof, and everything after it. */
  interface Rest<P> {
    Step<P> resume(Waiting waiting);
  }

  /** What a stage that may have to wait answers. */
  sealed interface Answer<P> {
    record Proven<P>(P proof) implements Answer<P> {}

    record No<P>(Refusal refusal) implements Answer<P> {}

    record Wait<P>(WaitFor reason) implements Answer<P> {}
  }

  /** Runs a stage that may have to wait, without waiting. */
  static <P> Step<P> of(Function<Waiting, Answer<P>> stage) {
    return of(stage, Waiting.NEVER);
  }

  private static <P> Step<P> of(Function<Waiting, Answer<P>> stage, Waiting waiting) {
    return switch (stage.apply(waiting)) {
      case Answer.Proven<P>(var proof) -> new Passed<>(proof);
      case Answer.No<P>(var refusal) -> new Refused<>(refusal);
      case Answer.Wait<P>(var reason) -> new Parked<>(reason, again -> of(stage, again));
    };
  }

  /** The next stage, when this one holds. */
  default <N> Step<N> then(Function<P, Step<N>> next) {
    return switch (this) {
      case Passed<P>(var proof) -> next.apply(proof);
      case Refused<P>(var refusal) -> new Refused<>(refusal);
      case Parked<P>(var reason, var rest) ->
          new Parked<>(reason, waiting -> rest.resume(waiting).then(next));
    };
  }
}
