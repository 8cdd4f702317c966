package io.gatehouse.web.exchange;

import io.gatehouse.web.path.Authority;
import io.gatehouse.web.path.AuthorityReading;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a head once, when its exchange begins. */
final class Heads {
  private Heads() {}

  static AuthorityReading authority(HttpServerExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    boolean secure = exchange.getRequestScheme().equals("https");
    return Authority.read(host == null ? "" : host, secure);
  }

  /** The canonical form, empty when there is none. */
  static String text(AuthorityReading authority) {
    return switch (authority) {
      case AuthorityReading.Canonical canonical -> canonical.authority().toString();
      case AuthorityReading.Malformed malformed -> "";
    };
  }

  static InetAddress caller(HttpServerExchange exchange, TrustedProxies proxies) {
    var peer = exchange.getConnection().getPeerAddress(InetSocketAddress.class).getAddress();
    var fields = exchange.getRequestHeaders();
    return proxies.caller(
        peer, values(fields.get(Headers.X_FORWARDED_FOR)), values(fields.get(Headers.FORWARDED)));
  }

  private static List<String> values(@Nullable HeaderValues values) {
    return values == null ? List.of() : values;
  }
}
