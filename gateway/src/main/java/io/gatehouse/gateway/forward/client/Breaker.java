package io.gatehouse.gateway.forward.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps requests away from an endpoint that failed again and again, and lets one through now and
 * then to see whether it is back.
 */
final class Breaker {
  private static final int FAILURES_THAT_OPEN = 5;
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private final LongSupplier nanos;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong closedUntil = new AtomicLong();

  Breaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether a request may try. When the pause is over, one may: the next after another pause. */
  boolean allows() {
    if (failures.get() < FAILURES_THAT_OPEN) {
      return true;
    }
    long until = closedUntil.get();
    long now = nanos.getAsLong();
    return now - until >= 0 && closedUntil.compareAndSet(until, now + PAUSE);
  }

  void succeeded() {
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  void failed() {
    if (failures.incrementAndGet() == FAILURES_THAT_OPEN) {
      closedUntil.set(nanos.getAsLong() + PAUSE);
    }
  }
}
