package io.gatehouse.web.endpoint;

import io.gatehouse.identity.HttpField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The product's cookies: read by exact name, written with the {@code __Host-} prefix.
 *
 * <p>RFC 6265bis §4.1.3.2: a browser takes such a cookie only from this very host, over TLS, for
 * the whole host, so no neighbour can plant one.
 */
public final class Cookies {
  private static final String PREFIX = "__Host-";

  private Cookies() {}

  /** A cookie until the browser closes. */
  public static HttpField session(String name, String value) {
    return write(name, value, "");
  }

  /** A cookie that the browser keeps. */
  public static HttpField lasting(String name, String value, Duration life) {
    return write(name, value, "; Max-Age=" + life.toSeconds());
  }

  /** Takes a cookie back. */
  public static HttpField gone(String name) {
    return write(name, "", "; Max-Age=0");
  }

  private static HttpField write(String name, String value, String life) {
    if (!name.startsWith(PREFIX) || !isToken(name) || !isValue(value)) {
      throw new IllegalArgumentException("not a cookie of this product: " + name);
    }
    return new HttpField(
        "Set-Cookie", name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax" + life);
  }

  /**
   * Splits at semicolons only: a quoted value has no way to hold another cookie, or to hide one
   * (RFC 6265 §5.4 knows no quoting).
   */
  public static Single find(List<HttpField> fields, String name) {
    var found = new ArrayList<String>(1);
    for (HttpField field : fields) {
      if (field.isNamed("Cookie")) {
        collect(field.value(), name, found);
      }
    }
    return Single.of(found);
  }

  private static void collect(String header, String name, List<String> found) {
    for (String pair : header.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
        found.add(pair.substring(equals + 1).strip());
      }
    }
  }

  private static boolean isToken(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
  }

  private static boolean isValue(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && "\",;\\".indexOf(c) < 0);
  }
}
