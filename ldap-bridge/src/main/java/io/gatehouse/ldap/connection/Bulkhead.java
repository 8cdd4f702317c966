package io.gatehouse.ldap.connection;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** At most 32 callers at the directory and 64 waiting for at most a second; the rest are told. */
final class Bulkhead {
  private static final int IN_FLIGHT = 32;
  private static final int QUEUED = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Semaphore flights = new Semaphore(IN_FLIGHT, true);
  private final Semaphore queue = new Semaphore(QUEUED);

  /** A place that must be left by {@link #leave()}. */
  void enter() {
    if (flights.tryAcquire()) {
      return;
    }
    if (!queue.tryAcquire()) {
      throw Outage.because("too many callers are waiting for the directory");
    }
    try {
      if (!flights.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Outage.because("no place at the directory became free within a second");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Outage.because("interrupted while waiting for the directory");
    } finally {
      queue.release();
    }
  }

  void leave() {
    flights.release();
  }
}
