package io.gatehouse.gateway.forward;

import java.util.Locale;

/** The gateway's own cookies: no service reads or plants one. */
final class OwnCookies {
  private static final String PREFIX = "__host-gh";

  private OwnCookies() {}

  /** Whether a {@code name=value} pair is one, in any letter case. */
  static boolean isOne(String pair) {
    return pair.strip().toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }
}
