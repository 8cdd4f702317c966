package io.gatehouse.web.wire;

import java.util.Locale;

/** The start of an absolute target (RFC 9112 §3.2.2): scheme and authority, up to the path. */
final class AbsoluteTarget {
  private static final int LONGEST = 300;

  private String authority = "";
  private StringBuilder text = new StringBuilder(0);

  void reset() {
    if (!authority.isEmpty()) {
      authority = "";
      text = new StringBuilder(0);
    }
  }

  Fault take(int octet) {
    int start = schemeEnd();
    if (start == 0 || octet != '/' || text.length() < start) {
      text.append((char) octet);
      return mayContinue() ? Fault.NONE : Fault.TARGET_FORM;
    }
    if (text.length() == start) {
      return Fault.TARGET_FORM;
    }
    authority = text.substring(start).toLowerCase(Locale.ROOT);
    return Fault.NONE;
  }

  boolean isDone() {
    return !authority.isEmpty();
  }

  String authority() {
    return authority;
  }

  /** How long the scheme with its slashes is; zero while that is not known. */
  private int schemeEnd() {
    if (text.length() < 5) {
      return 0;
    }
    return Character.toLowerCase(text.charAt(4)) == 's' ? 8 : 7;
  }

  private boolean mayContinue() {
    int last = text.length() - 1;
    String scheme = schemeEnd() == 8 ? "https://" : "http://";
    if (last < scheme.length()) {
      return Character.toLowerCase(text.charAt(last)) == scheme.charAt(last)
          || (last == 4 && text.charAt(last) == ':');
    }
    // No user information, no query without a path: only the characters of a host and port.
    return last < LONGEST && ByteClass.is(text.charAt(last), ByteClass.HOST);
  }
}
