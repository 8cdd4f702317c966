package io.gatehouse.ldap.password;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Makes a name that cannot be right take as long as a wrong password: directories skip the hashing
 * for names they do not know, and the difference would tell who exists.
 *
 * <p>Remembers how long the last binds of real people took and lets a decoy take as long as one of
 * those, picked by chance.
 */
final class EqualPace {
  private static final int REMEMBERED = 64;
  private static final long LONGEST = 2_000_000_000L;

  private final LongSupplier nanos;
  private final RandomGenerator random;
  private final long[] recent = new long[REMEMBERED];
  private int count;

  EqualPace(LongSupplier nanos, RandomGenerator random) {
    this.nanos = nanos;
    this.random = random;
  }

  synchronized void realBindTook(long duration) {
    recent[count % REMEMBERED] = Math.min(duration, LONGEST);
    // Kept below twice the ring's size, so that it never overflows.
    count = count + 1 == 2 * REMEMBERED ? REMEMBERED : count + 1;
  }

  /** Waits until a bind that began then would have ended. */
  void fill(long began) {
    var end = began + sample();
    for (var left = end - nanos.getAsLong(); left > 0; left = end - nanos.getAsLong()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  private synchronized long sample() {
    var known = Math.min(count, REMEMBERED);
    return known == 0 ? 0 : recent[random.nextInt(known)];
  }
}
