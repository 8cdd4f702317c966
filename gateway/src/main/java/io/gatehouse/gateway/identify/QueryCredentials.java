package io.gatehouse.gateway.identify;

import java.util.Locale;
import java.util.Set;

/** Credentials where none may be: in the query. */
final class QueryCredentials {
  private static final Set<String> NAMES =
      Set.of("access_token", "api_key", "apikey", "x-api-key", "x-amz-signature");

  private QueryCredentials() {}

  static boolean presentIn(String query) {
    int start = 0;
    while (start < query.length()) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', start);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      if (NAMES.contains(name(query.substring(start, nameEnd)))) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  // A service decodes names before it compares them, so the same is done here.
  private static String name(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw.toLowerCase(Locale.ROOT);
    }
    try {
      return java.net.URLDecoder.decode(raw, java.nio.charset.StandardCharsets.UTF_8)
          .toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notEncoded) {
      return raw.toLowerCase(Locale.ROOT);
    }
  }
}
