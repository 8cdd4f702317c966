package io.gatehouse.web.exchange;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.Locale;
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
    return secure && hasOwnName(exchange.getHostName()) ? OVER_TLS : ALWAYS;
  }

  /**
   * RFC 6797 §8.1.1 knows no addresses, and a browser that pins {@code localhost} would refuse
   * every plain server of the machine.
   */
  private static boolean hasOwnName(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.indexOf('.') > 0
        && !lower.endsWith(".localhost")
        && !Character.isDigit(lower.charAt(lower.length() - 1))
        && lower.indexOf(':') < 0;
  }
}
