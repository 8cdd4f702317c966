package io.gatehouse.web.path;

import java.util.Locale;

/**
 * A host and its port in the one spelling that routing, signatures and logs use: lower case, no
 * trailing dot, an IPv6 address in brackets, the default port left out of the text.
 *
 * @param host the name, IPv4 address or bracketed IPv6 address
 * @param port the port, the scheme's default filled in
 * @param secure whether the scheme is https
 */
public record Authority(String host, int port, boolean secure) {
  /** Reads a Host field's value or the authority of an absolute target. */
  public static AuthorityReading read(String text, boolean secure) {
    return new AuthorityText(text, secure).read();
  }

  /** An authority written in the program or its configuration. */
  public static Authority of(String text, boolean secure) {
    return switch (read(text, secure)) {
      case AuthorityReading.Canonical canonical -> canonical.authority();
      case AuthorityReading.Malformed malformed ->
          throw new IllegalArgumentException(text + ": " + malformed.reason());
    };
  }

  /**
   * Whether a browser may pin the host to https. RFC 6797 §8.1.1 knows no addresses, and a browser
   * that pins {@code localhost} would refuse every plain server of the machine.
   */
  public static boolean isPublicName(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.indexOf('.') > 0
        && !lower.endsWith(".localhost")
        && !Character.isDigit(lower.charAt(lower.length() - 1))
        && lower.indexOf(':') < 0;
  }

  /** The port that the scheme implies. */
  static int defaultPort(boolean secure) {
    return secure ? 443 : 80;
  }

  /** The text of a Host field: RFC 9110 §4.2.3 leaves the scheme's own port out. */
  @Override
  public String toString() {
    return port == defaultPort(secure) ? host : host + ":" + port;
  }
}
