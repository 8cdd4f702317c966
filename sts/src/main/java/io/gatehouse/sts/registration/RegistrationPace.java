package io.gatehouse.sts.registration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How many applications may register in a minute: by address, and together. Bounded. */
final class RegistrationPace {
  private static final int MOST_FROM_ONE = 10;
  private static final int MOST = 100;

  private final Cache<InetAddress, AtomicInteger> byAddress;
  private final Cache<Boolean, AtomicInteger> together;

  RegistrationPace(LongSupplier nanos) {
    byAddress = counters(10_000, nanos);
    together = counters(1, nanos);
  }

  private static <K> Cache<K, AtomicInteger> counters(int most, LongSupplier nanos) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .expireAfterWrite(Duration.ofMinutes(1))
        .ticker(nanos::getAsLong)
        .build();
  }

  boolean allows(InetAddress from) {
    return byAddress.get(from, key -> new AtomicInteger()).incrementAndGet() <= MOST_FROM_ONE
        && together.get(true, key -> new AtomicInteger()).incrementAndGet() <= MOST;
  }

  /** Takes one back: whoever was invited is counted by the token already. */
  void wasInvited(InetAddress from) {
    byAddress.get(from, key -> new AtomicInteger()).decrementAndGet();
    together.get(true, key -> new AtomicInteger()).decrementAndGet();
  }
}
