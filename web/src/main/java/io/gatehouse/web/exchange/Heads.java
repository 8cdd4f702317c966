package io.gatehouse.web.exchange;

import io.gatehouse.web.path.Authority;
import io.gatehouse.web.path.AuthorityReading;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Reads a head once, when its exchange begins. */
final class Heads {
  private Heads() {}

  static AuthorityReading authority(HttpServerExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    boolean secure = exchange.getRequestScheme().equals("https");
    return Authority.read(host == null ? "" : host, secure);
  }

  static ReceivedHead read(
      HttpServerExchange exchange, String requestId, AuthorityReading authority) {
    String text =
        switch (authority) {
          case AuthorityReading.Canonical canonical -> canonical.authority().toString();
          case AuthorityReading.Malformed malformed -> "";
        };
    InetAddress peer =
        exchange.getConnection().getPeerAddress(InetSocketAddress.class).getAddress();
    return new ReceivedHead(exchange, requestId, text, peer);
  }
}
