package io.gatehouse.web.wire;

import java.util.Locale;

/**
 * The head of an HTTP/2 request, in the words of HTTP/1.1.
 *
 * @param raw with the authority as its Host field and one Cookie field
 * @param fault what the checks of an HTTP/1.1 head found; the answer tells it
 * @param contentLength the length that was said; negative when none was
 */
record Http2Head(String method, RawHead raw, Fault fault, long contentLength) {
  /** RFC 9113 §8.2.2: what may not stand in a message, since it is about the connection. */
  static boolean isOfConnection(String name, String value) {
    return switch (name) {
      case "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade" -> true;
      case "te" -> !value.toLowerCase(Locale.ROOT).equals("trailers");
      default -> false;
    };
  }
}
