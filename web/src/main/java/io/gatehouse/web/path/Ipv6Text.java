package io.gatehouse.web.path;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IPv6 addresses in the spelling of RFC 5952, so that two spellings are one host. */
final class Ipv6Text {
  private Ipv6Text() {}

  /** The bracketed address, or an empty text when it is none. Zones are refused. */
  static String canonical(String text) {
    if (text.isEmpty() || text.indexOf(':') < 0 || !text.chars().allMatch(Ipv6Text::isAllowed)) {
      return "";
    }
    try {
      // A literal with a colon is never looked up: the brackets make the parser refuse names.
      InetAddress address = InetAddress.getByName("[" + text + "]");
      return address instanceof Inet6Address six ? "[" + spell(six.getAddress()) + "]" : "";
    } catch (UnknownHostException notAnAddress) {
      return "";
    }
  }

  private static boolean isAllowed(int c) {
    return (c < 0x80 && Character.digit(c, 16) >= 0) || c == ':' || c == '.';
  }

  private static String spell(byte[] octets) {
    var groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((octets[2 * i] & 0xff) << 8) | (octets[2 * i + 1] & 0xff);
    }
    int from = 0;
    int longest = 0;
    for (int i = 0; i < 8; i++) {
      int run = zeros(groups, i);
      if (run > longest) {
        from = i;
        longest = run;
      }
    }
    // RFC 5952 §4.2.2: one group of zeros is not shortened.
    return longest < 2
        ? join(groups, 0, 8)
        : join(groups, 0, from) + "::" + join(groups, from + longest, 8);
  }

  private static int zeros(int[] groups, int start) {
    int end = start;
    while (end < groups.length && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String join(int[] groups, int start, int end) {
    var text = new StringBuilder();
    for (int i = start; i < end; i++) {
      text.append(i > start ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
