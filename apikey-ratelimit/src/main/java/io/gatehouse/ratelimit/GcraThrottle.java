package io.gatehouse.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.gatehouse.identity.Throttle;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Rate limits of one node, exact to the nanosecond, in bounded memory. */
public final class GcraThrottle implements Throttle {
  private final Cache<String, Bucket> buckets;
  private final LongSupplier nanos;

  /**
   * @param nanos a monotonic source
   * @param mostKeys how many callers are remembered; beyond it those are forgotten who call least
   */
  public GcraThrottle(LongSupplier nanos, long mostKeys) {
    this.nanos = nanos;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(mostKeys)
            .expireAfter(Expiry.<String, Bucket>accessing((_, bucket) -> idle(bucket)))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  private static Duration idle(Bucket bucket) {
    return Duration.ofNanos(bucket.nanosToForget());
  }

  /**
   * @throws IllegalArgumentException when the cost is not positive or more than the whole burst: no
   *     wait would ever admit such a call
   */
  @Override
  public Answer take(String key, Rate rate, long cost) {
    if (cost < 1 || cost > rate.burst()) {
      throw new IllegalArgumentException("a cost is at least one call and at most the burst");
    }
    long now = nanos.getAsLong();
    var bucket = buckets.getIfPresent(key);
    return (bucket != null && bucket.isOf(rate) ? bucket : fresh(key, rate, now)).take(cost, now);
  }

  // A limit that was configured anew starts afresh.
  private Bucket fresh(String key, Rate rate, long now) {
    return buckets.asMap().compute(key, (_, held) -> current(held, rate, now));
  }

  /** How many callers are remembered, for tests and metrics. */
  long remembered() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private static Bucket current(@Nullable Bucket held, Rate rate, long now) {
    return held != null && held.isOf(rate) ? held : new Bucket(rate, now);
  }
}
