package io.gatehouse.web.address;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Holds against an address what it cost for nothing, refusals above all. An address that cost too
 * much has to wait; one that is served is never slowed.
 *
 * <p>An IPv6 customer owns a /64 at least, so that is what is counted. Bounded: under pressure the
 * address seen longest ago is forgotten.
 */
public final class AddressGuard {
  private final long interval;
  private final long tolerance;
  private final LongSupplier nanos;
  private final Cache<String, AtomicLong> dueTimes;

  public AddressGuard(Allowance allowance, LongSupplier nanos) {
    this.interval = Duration.ofSeconds(1).toNanos() / allowance.perSecond();
    this.tolerance = interval * allowance.burst();
    this.nanos = nanos;
    this.dueTimes =
        Caffeine.newBuilder()
            .maximumSize(allowance.addresses())
            .expireAfterAccess(Duration.ofNanos(2 * tolerance))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * What an address may cost.
   *
   * @param addresses that are remembered
   */
  public record Allowance(long perSecond, long burst, long addresses) {}

  /** How long this address has to wait; zero when it may call. */
  public Duration waitFor(InetAddress address) {
    var due = dueTimes.getIfPresent(keyOf(address));
    long ahead = due == null ? 0 : due.get() - nanos.getAsLong() - tolerance;
    return ahead > 0 ? Duration.ofNanos(ahead) : Duration.ZERO;
  }

  /** A request of this address was refused, or costs as much as one that is. */
  public void charge(InetAddress address) {
    long now = nanos.getAsLong();
    dueTimes
        .get(keyOf(address), key -> new AtomicLong(now))
        .updateAndGet(due -> Math.max(due, now) + interval);
  }

  /** The address as it is counted. */
  public static String keyOf(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "::/64"
        : address.getHostAddress();
  }
}
