package io.gatehouse.web.endpoint;

import java.util.Locale;

/** Media types as far as the product needs them. */
final class MediaType {
  static final String FORM = "application/x-www-form-urlencoded";

  private MediaType() {}

  /** RFC 9110 §8.3.1: type and subtype without parameters, in lower case. */
  static String essence(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the stated character set, if any, is UTF-8. */
  static boolean isUtf8(String contentType) {
    String lower = contentType.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("charset=");
    return at < 0 || lower.substring(at + 8).replace("\"", "").strip().equals("utf-8");
  }
}
