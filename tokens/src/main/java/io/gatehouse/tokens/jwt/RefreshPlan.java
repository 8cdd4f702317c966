package io.gatehouse.tokens.jwt;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a remote key set is fetched again. */
final class RefreshPlan {
  /** A removed key is refused after this at the latest, while its issuer can be reached. */
  static final Duration LONGEST_TTL = Duration.ofMinutes(5);

  static final Duration SHORTEST_TTL = Duration.ofSeconds(30);

  /** How long keys serve beyond their time when their issuer is down. */
  static final Duration STALE = Duration.ofHours(24);

  /** A kid that nobody knows causes at most one fetch in this time. */
  static final Duration UNKNOWN_KID = Duration.ofSeconds(10);

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final int LAST_DOUBLING = 9;

  private final RandomGenerator random;

  RefreshPlan(RandomGenerator random) {
    this.random = random;
  }

  static Duration ttl(Optional<Duration> maxAge) {
    var told = maxAge.orElse(LONGEST_TTL);
    var atLeast = told.compareTo(SHORTEST_TTL) < 0 ? SHORTEST_TTL : told;
    return atLeast.compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : atLeast;
  }

  /**
   * Between 50 and 80 % of the time to live, so that nobody waits and nodes do not march in step.
   */
  Duration refreshAfter(Duration ttl) {
    return part(ttl, 0.5, 0.8);
  }

  /** 1 s, doubling up to 5 min, of which a random half is waited for. */
  Duration backoff(int failures) {
    var doubled = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures - 1, LAST_DOUBLING));
    var capped = doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
    return part(capped, 0.5, 1.0);
  }

  private Duration part(Duration whole, double from, double to) {
    return Duration.ofNanos((long) (whole.toNanos() * random.nextDouble(from, to)));
  }
}
