package io.gatehouse.web.listen;

import io.gatehouse.web.exchange.ExchangeHandler;
import io.gatehouse.web.wire.WireLimits;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One listener to open.
 *
 * @param name the word for it in logs, such as {@code gateway} or {@code admin}
 * @param address port 0 takes a free one
 * @param tls empty for plain HTTP
 */
public record ListenerPlan(
    String name,
    InetSocketAddress address,
    Optional<TlsPlan> tls,
    WireLimits limits,
    ExchangeHandler handler) {
  public static ListenerPlan plain(
      String name, InetSocketAddress address, ExchangeHandler handler) {
    return new ListenerPlan(name, address, Optional.empty(), WireLimits.usual(), handler);
  }

  public static ListenerPlan tls(
      String name, InetSocketAddress address, TlsPlan tls, ExchangeHandler handler) {
    return new ListenerPlan(name, address, Optional.of(tls), WireLimits.usual(), handler);
  }

  public ListenerPlan limited(WireLimits other) {
    return new ListenerPlan(name, address, tls, other, handler);
  }
}
