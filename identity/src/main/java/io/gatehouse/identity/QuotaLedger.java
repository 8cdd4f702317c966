package io.gatehouse.identity;

import java.time.Instant;

/** Durable quotas, handed out in leases so that a call costs no write. May block. */
public interface QuotaLedger {
  /**
   * Takes up to {@code want} calls out of the window that {@code at} falls in.
   *
   * @throws DependencyUnavailable when the store cannot be asked
   */
  Lease lease(String key, Quota quota, long want, Instant at);

  /** So many calls in a calendar window (UTC). */
  record Quota(String name, long count, Window window) {}

  /** The windows of quotas. */
  enum Window {
    HOUR,
    DAY,
    MONTH
  }

  /**
   * @param granted calls that may be spent until the window ends; zero when it is used up
   * @param remaining calls left in the window after this lease
   */
  record Lease(long granted, long remaining, Instant windowEnds) {}
}
