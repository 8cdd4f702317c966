package io.gatehouse.sts.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Counts wrong user codes, by address and together: codes live ten minutes, so even from many
 * addresses a guess stays hopeless (RFC 8628 §5.1). Bounded.
 */
final class UserCodeTries {
  private static final int MOST_FROM_ONE = 10;
  private static final int MOST = 300;

  private final Cache<InetAddress, AtomicInteger> byAddress;
  private final Cache<Boolean, AtomicInteger> together;

  UserCodeTries(LongSupplier nanos) {
    byAddress = counters(10_000, nanos);
    together = counters(1, nanos);
  }

  private static <K> Cache<K, AtomicInteger> counters(int most, LongSupplier nanos) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .expireAfterWrite(Duration.ofMinutes(5))
        .ticker(nanos::getAsLong)
        .build();
  }

  boolean tooMany(InetAddress from) {
    return count(byAddress.getIfPresent(from)) >= MOST_FROM_ONE
        || count(together.getIfPresent(true)) >= MOST;
  }

  private static int count(@org.jspecify.annotations.Nullable AtomicInteger tries) {
    return tries == null ? 0 : tries.get();
  }

  void wrong(InetAddress from) {
    byAddress.get(from, key -> new AtomicInteger()).incrementAndGet();
    together.get(true, key -> new AtomicInteger()).incrementAndGet();
  }
}
