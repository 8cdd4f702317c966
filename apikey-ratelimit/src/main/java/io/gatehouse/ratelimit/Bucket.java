package io.gatehouse.ratelimit;

import io.gatehouse.identity.Throttle.Answer;
import io.gatehouse.identity.Throttle.Rate;
import java.time.Duration;

/** How much of a burst one caller has used. The monitor is held for a few additions. */
final class Bucket {
  private final Rate rate;
  private final Cells cells;
  private long level;
  private long asOf;

  Bucket(Rate rate, long now) {
    this.rate = rate;
    this.cells = Cells.of(rate);
    this.asOf = now;
  }

  boolean isOf(Rate other) {
    return rate.equals(other);
  }

  /** After so long without a call nothing is left to remember. */
  long nanosToForget() {
    return cells.nanosFor(cells.full());
  }

  synchronized Answer take(long cost, long now) {
    drain(now);
    long wanted = Math.multiplyExact(cost, cells.perCall());
    long over = level - (cells.full() - wanted);
    if (over <= 0) {
      level += wanted;
    }
    return new Answer(
        over <= 0,
        (cells.full() - level) / cells.perCall(),
        Duration.ofNanos(cells.nanosFor(over)),
        Duration.ofNanos(cells.nanosFor(level)));
  }

  private void drain(long now) {
    long elapsed = now - asOf;
    if (elapsed <= 0) {
      return;
    }
    asOf = now;
    // Compared before it is multiplied: a caller who comes back after a year overflows nothing.
    level = elapsed >= cells.nanosFor(level) ? 0 : level - elapsed * cells.perNano();
  }
}
