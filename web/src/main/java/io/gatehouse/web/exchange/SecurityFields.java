package io.gatehouse.web.exchange;

import io.gatehouse.web.path.Authority;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.Map;

/** What every answer of the product's own says to a browser, unless the reply says otherwise. */
final class SecurityFields {
  private static final HttpString NO_SNIFF = new HttpString("X-Content-Type-Options");
  private static final HttpString CACHE = new HttpString("Cache-Control");
  private static final HttpString REFERRER = new HttpString("Referrer-Policy");
  private static final HttpString TRANSPORT = new HttpString("Strict-Transport-Security");

  private static final Map<HttpString, String> ALWAYS =
      Map.of(NO_SNIFF, "nosniff", CACHE, "no-store", REFERRER, "no-referrer");
  private static final Map<HttpString, String> OVER_TLS =
      Map.of(
          NO_SNIFF, "nosniff",
          CACHE, "no-store",
          REFERRER, "no-referrer",
          TRANSPORT, "max-age=31536000");

  private SecurityFields() {}

  static Map<HttpString, String> of(HttpServerExchange exchange) {
    boolean secure = exchange.getRequestScheme().equals("https");
    return secure && Authority.isPublicName(exchange.getHostName()) ? OVER_TLS : ALWAYS;
  }
}
