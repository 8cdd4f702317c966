package io.gatehouse.web.path;

import java.util.Locale;

/** The grammar of an authority: RFC 3986 §3.2 without user information, names as in DNS. */
final class AuthorityText {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private final String text;
  private final boolean secure;

  AuthorityText(String text, boolean secure) {
    this.text = text;
    this.secure = secure;
  }

  AuthorityReading read() {
    int hostEnd = hostEnd();
    if (hostEnd <= 0) {
      return new AuthorityReading.Malformed("no host");
    }
    int port = port(hostEnd);
    if (port < 0) {
      return new AuthorityReading.Malformed("not a port");
    }
    String host = canonicalHost(text.substring(0, hostEnd));
    return host.isEmpty()
        ? new AuthorityReading.Malformed("not a host name or address")
        : new AuthorityReading.Canonical(new Authority(host, port, secure));
  }

  private int hostEnd() {
    if (text.startsWith("[")) {
      return text.indexOf(']') + 1;
    }
    int colon = text.indexOf(':');
    return colon < 0 ? text.length() : colon;
  }

  private int port(int hostEnd) {
    if (hostEnd == text.length()) {
      return Authority.defaultPort(secure);
    }
    int digits = text.length() - hostEnd - 1;
    if (text.charAt(hostEnd) != ':' || digits < 1 || digits > 5) {
      return -1;
    }
    int port = 0;
    for (int i = hostEnd + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = port * 10 + (c - '0');
    }
    return port >= 1 && port <= 65535 ? port : -1;
  }

  /** The host's one spelling, or an empty text when it is none. */
  private static String canonicalHost(String host) {
    if (host.startsWith("[")) {
      return Ipv6Text.canonical(host.substring(1, host.length() - 1));
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return isName(name) ? name.toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || name.charAt(i) == '.') {
        if (i == start || i - start > LONGEST_LABEL) {
          return false;
        }
        start = i + 1;
      } else if (!isNameCharacter(name.charAt(i))) {
        return false;
      }
    }
    return isAddressOrLettered(name);
  }

  /** A name whose last label is a number is an IPv4 address, or one of its odd spellings. */
  private static boolean isAddressOrLettered(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return !isNumber(last) || Ipv4Text.isDottedQuad(name);
  }

  private static boolean isNumber(String label) {
    return label.startsWith("0x")
        || label.startsWith("0X")
        || label.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
