package io.gatehouse.gateway.forward.client;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests may be sent a second time: a fifth of those that were sent, and three a second
 * where there are few. A service that fails altogether is not asked twice as much for it.
 */
public final class RetryBudget {
  /** Counted in fifths, so that each request earns one. */
  private static final int PRICE = 5;

  private static final int MOST = 100 * PRICE;
  private static final int EACH_SECOND = 3 * PRICE;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanos;
  private int earned;
  private int given = EACH_SECOND;
  private long since;

  RetryBudget(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** A request goes out for the first time. */
  public void earn() {
    if (earned < MOST) {
      earned++;
    }
  }

  /** Whether one may go out again. */
  public boolean spend() {
    if (earned >= PRICE) {
      earned -= PRICE;
      return true;
    }
    long now = nanos.getAsLong();
    if (now - since >= SECOND) {
      since = now;
      given = EACH_SECOND;
    }
    if (given < PRICE) {
      return false;
    }
    given -= PRICE;
    return true;
  }
}
