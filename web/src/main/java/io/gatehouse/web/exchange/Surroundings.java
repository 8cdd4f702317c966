package io.gatehouse.web.exchange;

import io.gatehouse.web.endpoint.RequestIds;
import java.util.function.LongSupplier;

/**
 * What every exchange is given.
 *
 * @param nanos a monotonic clock
 * @param proxies whose word about a caller's address counts
 */
public record Surroundings(
    Threads threads, RequestIds requestIds, LongSupplier nanos, TrustedProxies proxies) {

  /** Every caller is the peer of its connection. */
  public Surroundings(Threads threads, RequestIds requestIds, LongSupplier nanos) {
    this(threads, requestIds, nanos, TrustedProxies.NONE);
  }
}
