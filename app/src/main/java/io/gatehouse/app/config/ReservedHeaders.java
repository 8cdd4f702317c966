package io.gatehouse.app.config;

import java.util.Locale;
import java.util.Set;

/** Header fields that a plain identity header must not take the name of. */
final class ReservedHeaders {
  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "cookie",
          "dpop",
          "expect",
          "forwarded",
          "gatehouse-identity",
          "host",
          "keep-alive",
          "proxy-authorization",
          "signature",
          "signature-input",
          "te",
          "traceparent",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-api-key",
          "x-request-id");

  private ReservedHeaders() {}

  static boolean contains(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower)
        || lower.startsWith("x-amz-")
        || lower.startsWith("x-forwarded-")
        || lower.startsWith("gatehouse-");
  }
}
