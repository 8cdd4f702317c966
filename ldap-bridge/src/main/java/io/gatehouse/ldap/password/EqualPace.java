package io.gatehouse.ldap.password;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Makes every wrong attempt take one and the same time, whatever was wrong: directories skip the
 * hashing for names they do not know, and the difference would tell who exists.
 *
 * <p>The time is what nine in ten of the last attempts on real people took and a quarter more, in
 * whole steps, so it stands still while the directory does.
 */
final class EqualPace {
  private static final int REMEMBERED = 64;
  private static final long LONGEST = 2_000_000_000L;
  private static final long STEP = 20_000_000L;

  private final LongSupplier nanos;
  private final long[] recent = new long[REMEMBERED];
  private int count;

  EqualPace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A real person's password was tried; names that mean nobody say nothing about the directory. */
  synchronized void realAttemptTook(long duration) {
    recent[count % REMEMBERED] = Math.min(duration, LONGEST);
    // Kept below twice the ring's size, so that it never overflows.
    count = count + 1 == 2 * REMEMBERED ? REMEMBERED : count + 1;
  }

  /** Waits until a wrong attempt that began then may be answered. */
  void fill(long began) {
    var end = began + pace();
    for (var left = end - nanos.getAsLong(); left > 0; left = end - nanos.getAsLong()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  private synchronized long pace() {
    var known = Math.min(count, REMEMBERED);
    if (known == 0) {
      return 3 * STEP;
    }
    var sorted = Arrays.copyOf(recent, known);
    Arrays.sort(sorted);
    var usual = sorted[known * 9 / 10] * 5 / 4;
    return (usual / STEP + 1) * STEP;
  }
}
