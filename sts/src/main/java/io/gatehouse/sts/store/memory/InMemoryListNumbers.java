package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.certificates.ListNumbers;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The last number in memory. */
public final class InMemoryListNumbers implements ListNumbers {
  private final AtomicLong last = new AtomicLong();

  @Override
  public long next(Instant now) {
    return last.updateAndGet(number -> Math.max(number + 1, now.toEpochMilli()));
  }
}
