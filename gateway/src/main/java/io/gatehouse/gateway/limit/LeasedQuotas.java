package io.gatehouse.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.QuotaLedger;
import io.gatehouse.identity.QuotaLedger.Quota;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Spends leased calls from memory and asks the ledger for more when they are used up.
 *
 * <p>A lease is small against its quota, so what is lost when a node ends is small too. A lease
 * that is forgotten under pressure of memory counts as spent: never the other way round.
 */
final class LeasedQuotas {
  private static final long MOST_KEYS = 100_000;
  private static final long LARGEST_LEASE = 100;

  private final QuotaLedger ledger;
  private final InstantSource clock;
  private final Cache<String, HeldLease> held =
      Caffeine.newBuilder().maximumSize(MOST_KEYS).executor(Runnable::run).build();

  LeasedQuotas(QuotaLedger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Spends one call.
   *
   * @throws io.gatehouse.identity.DependencyUnavailable when a lease is needed and cannot be had
   */
  Answer spend(String key, Quota quota, Waiting waiting) {
    var lease = held.get(key, made -> new HeldLease());
    var answer = lease.spend(clock.instant());
    return answer instanceof MustAsk && waiting == Waiting.ALLOWED
        ? lease.spendAfter(() -> ledger.lease(key, quota, size(quota), clock.instant()), clock)
        : answer;
  }

  /** A call that was counted and then refused for another reason. */
  void giveBack(String key) {
    var lease = held.getIfPresent(key);
    if (lease != null) {
      lease.giveBack();
    }
  }

  private static long size(Quota quota) {
    return Math.clamp(quota.count() / 100, 1, LARGEST_LEASE);
  }

  /** Whether a call was left. */
  sealed interface Answer {}

  record Spent(long remaining, Duration untilReset) implements Answer {}

  record Exhausted(Duration untilReset) implements Answer {}

  record MustAsk() implements Answer {}
}
