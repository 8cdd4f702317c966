package io.gatehouse.web.path;

/** IPv4 addresses in their one spelling: four decimal numbers without leading zeros. */
final class Ipv4Text {
  private Ipv4Text() {}

  static boolean isDottedQuad(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!isOctet(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOctet(String part) {
    if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
      return false;
    }
    return part.chars().allMatch(c -> c >= '0' && c <= '9') && Integer.parseInt(part) <= 255;
  }
}
