package io.gatehouse.web.exchange;

/** The W3C trace context of a request: the caller's trace goes on, with a span of our own. */
final class TraceParent {
  private static final int LENGTH = 55;

  private TraceParent() {}

  /** A caller's value that is not exactly right starts a new trace, named like the request. */
  static String continueOr(String given, String requestId, String span) {
    return isValid(given)
        ? given.substring(0, 36) + span + given.substring(52)
        : "00-" + requestId + "-" + span + "-00";
  }

  private static boolean isValid(String text) {
    if (text.length() != LENGTH || !text.startsWith("00-")) {
      return false;
    }
    for (int i = 3; i < LENGTH; i++) {
      boolean dash = i == 35 || i == 52;
      if (dash ? text.charAt(i) != '-' : !isLowerHex(text.charAt(i))) {
        return false;
      }
    }
    // Trace Context §2.2.3: all zeros are no trace and no span.
    return !isZero(text, 3, 35) && !isZero(text, 36, 52);
  }

  private static boolean isZero(String text, int from, int to) {
    return text.substring(from, to).chars().allMatch(c -> c == '0');
  }

  private static boolean isLowerHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
