package io.gatehouse.web.path;

/**
 * One percent-encoded character of a path: strictly valid UTF-8, and nothing whose decoded form
 * means something else than its encoded one.
 */
final class EncodedText {
  private static final int BROKEN = 0;
  private static final int NOT_UTF8 = -1;
  private static final int CONTROL = -2;
  private static final int SEPARATOR = -3;
  private static final int TWICE = -4;
  private static final int NEEDLESS = -5;

  private EncodedText() {}

  /** How many triplets the character at {@code at} takes, or a refusal (zero or less). */
  static int length(String path, int at) {
    int first = octet(path, at);
    if (first < 0) {
      return BROKEN;
    }
    return first < 0x80 ? ascii(path, at, first) : multiByte(path, at, first);
  }

  static String reason(int refusal) {
    return switch (refusal) {
      case NOT_UTF8 -> "percent triplets that are not UTF-8";
      case CONTROL -> "an encoded control character";
      case SEPARATOR -> "an encoded separator";
      case TWICE -> "a percent sign encoded twice";
      case NEEDLESS -> "an encoded character that needs no encoding";
      default -> "a broken percent triplet";
    };
  }

  private static int ascii(String path, int at, int octet) {
    if (octet < 0x20 || octet == 0x7f) {
      return CONTROL;
    }
    if (octet == '/' || octet == '\\' || octet == ';') {
      return SEPARATOR;
    }
    if (octet == '%') {
      return isHex(path, at + 3) && isHex(path, at + 4) ? TWICE : 1;
    }
    // RFC 3986 §2.3: equal to the plain character for some readers, so it has two spellings.
    return isUnreserved((char) octet) ? NEEDLESS : 1;
  }

  private static int multiByte(String path, int at, int first) {
    int count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) {
      return NOT_UTF8;
    }
    for (int i = 1; i < count; i++) {
      int next = octet(path, at + 3 * i);
      if (next < lowest(first, i) || next > highest(first, i)) {
        return NOT_UTF8;
      }
    }
    // U+0080 to U+009F are control characters as well.
    return first == 0xc2 && octet(path, at + 3) < 0xa0 ? CONTROL : count;
  }

  /** RFC 3629 §4: overlong forms start too low. */
  private static int lowest(int first, int index) {
    if (index > 1) {
      return 0x80;
    }
    return first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  }

  /** RFC 3629 §4: surrogates and code points beyond U+10FFFF end too high. */
  private static int highest(int first, int index) {
    if (index > 1) {
      return 0xbf;
    }
    return first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  }

  private static int octet(String path, int at) {
    if (at + 2 >= path.length() || path.charAt(at) != '%') {
      return -1;
    }
    return isHex(path, at + 1) && isHex(path, at + 2)
        ? Integer.parseInt(path, at + 1, at + 3, 16)
        : -1;
  }

  private static boolean isHex(String path, int at) {
    if (at >= path.length()) {
      return false;
    }
    char c = path.charAt(at);
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
