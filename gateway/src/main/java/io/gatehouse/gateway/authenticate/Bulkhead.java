package io.gatehouse.gateway.authenticate;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Room for 32 at once and 64 who wait for at most a second. */
final class Bulkhead {
  private static final int INSIDE = 32;
  private static final int QUEUED = 64;
  private static final long PATIENCE_MILLIS = 1000;

  private final Semaphore room = new Semaphore(INSIDE);
  private final AtomicInteger queued = new AtomicInteger();

  /** Whether there was room in time; then {@link #leave} must follow. May block. */
  boolean enter() {
    if (room.tryAcquire()) {
      return true;
    }
    if (queued.incrementAndGet() > QUEUED) {
      queued.decrementAndGet();
      return false;
    }
    try {
      return room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      queued.decrementAndGet();
    }
  }

  void leave() {
    room.release();
  }
}
