package io.gatehouse.ldap.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.ldap.settings.FailureLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts failures by one kind of key. An attempt is booked before it is made, so that a hundred at
 * once are not a hundred guesses; those within the allowance wait for one another briefly.
 */
final class FailureCounter {
  private static final int MOST_KEYS = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final int allowed;
  private final FailureLimits limits;
  private final LongSupplier nanos;
  private final Cache<String, Tally> tallies;

  FailureCounter(int allowed, FailureLimits limits, LongSupplier nanos) {
    this.allowed = allowed;
    this.limits = limits;
    this.nanos = nanos;
    this.tallies =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(limits.window().plus(limits.longestWait()))
            .ticker(nanos::getAsLong)
            .build();
  }

  /** A booked attempt that must be settled, or how long to wait before the next. */
  sealed interface Entry {
    record Booked(Tally tally) implements Entry {}

    record Refused(Duration retryAfter) implements Entry {}
  }

  Entry book(String key) {
    var tally = tallies.get(key, _ -> new Tally(allowed, limits, nanos));
    Optional<Duration> wait = tally.book(PATIENCE);
    return wait.<Entry>map(Entry.Refused::new).orElseGet(() -> new Entry.Booked(tally));
  }
}
