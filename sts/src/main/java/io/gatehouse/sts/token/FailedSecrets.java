package io.gatehouse.sts.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Counts wrong client secrets by client and address, so that trying has an end. Bounded. */
final class FailedSecrets {
  private static final int MOST = 10;

  private final Cache<Attempted, AtomicInteger> failures;

  FailedSecrets(LongSupplier nanos) {
    failures =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .ticker(nanos::getAsLong)
            .build();
  }

  private record Attempted(String clientId, InetAddress from) {}

  /** Whether nothing is tried any more for a while, right or wrong. */
  boolean tooMany(String clientId, InetAddress from) {
    var count = failures.getIfPresent(new Attempted(clientId, from));
    return count != null && count.get() >= MOST;
  }

  void failed(String clientId, InetAddress from) {
    failures.get(new Attempted(clientId, from), key -> new AtomicInteger()).incrementAndGet();
  }
}
