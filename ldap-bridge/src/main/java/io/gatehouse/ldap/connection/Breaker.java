package io.gatehouse.ldap.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Answers for a dead directory at once: opens after three failures in a row or ten within ten
 * seconds, then lets one caller try every two seconds.
 */
final class Breaker {
  private static final int IN_A_ROW = 3;
  private static final int IN_WINDOW = 10;
  private static final long WINDOW = Duration.ofSeconds(10).toNanos();
  private static final long PROBE_EVERY = Duration.ofSeconds(2).toNanos();

  private final LongSupplier nanos;
  private final Deque<Long> failures = new ArrayDeque<>();
  private int inARow;
  private boolean open;
  private long nextProbe;

  Breaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether a caller may try. */
  enum Pass {
    CLOSED,
    /** The one caller that finds out whether the directory is back. */
    PROBE,
    REFUSED
  }

  synchronized Pass pass() {
    if (!open) {
      return Pass.CLOSED;
    }
    var now = nanos.getAsLong();
    if (now - nextProbe < 0) {
      return Pass.REFUSED;
    }
    nextProbe = now + PROBE_EVERY;
    return Pass.PROBE;
  }

  synchronized void succeeded() {
    inARow = 0;
    if (open) {
      open = false;
      failures.clear();
    }
  }

  synchronized void failed() {
    var now = nanos.getAsLong();
    failures.addLast(now);
    while (failures.size() > IN_WINDOW || now - failures.getFirst() > WINDOW) {
      failures.removeFirst();
    }
    inARow++;
    if (inARow >= IN_A_ROW || failures.size() >= IN_WINDOW) {
      open = true;
      nextProbe = now + PROBE_EVERY;
    }
  }

  synchronized boolean open() {
    return open;
  }
}
