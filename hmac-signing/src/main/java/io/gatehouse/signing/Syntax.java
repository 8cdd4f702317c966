package io.gatehouse.signing;

import java.util.Base64;
import java.util.Optional;

/** The character classes of RFC 9651 and RFC 9110. */
final class Syntax {
  private Syntax() {}

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** A class of characters. */
  private interface Characters {
    boolean include(char c);
  }

  private static boolean all(String text, int from, Characters characters) {
    for (int i = from; i < text.length(); i++) {
      if (!characters.include(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isAlpha(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  static boolean isKeyStart(char c) {
    return isLower(c) || c == '*';
  }

  static boolean isKeyPart(char c) {
    return isLower(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
  }

  static boolean isTokenStart(char c) {
    return isAlpha(c) || c == '*';
  }

  static boolean isTokenPart(char c) {
    return isTchar(c) || c == ':' || c == '/';
  }

  /** RFC 9110 §5.6.2. */
  static boolean isTchar(char c) {
    return isAlpha(c) || isDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  static boolean isPrintableAscii(char c) {
    return c >= 0x20 && c < 0x7f;
  }

  static boolean isPrintableAscii(String text) {
    return all(text, 0, Syntax::isPrintableAscii);
  }

  /** Printable ASCII and tabs: no line can be added to a signature text through a value. */
  static boolean isFieldText(String text) {
    return all(text, 0, c -> c == '\t' || isPrintableAscii(c));
  }

  /** Without the spaces and tabs around a field value (RFC 9110 §5.5). */
  static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean isKey(String text) {
    return !text.isEmpty() && isKeyStart(text.charAt(0)) && all(text, 1, Syntax::isKeyPart);
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && isTokenStart(text.charAt(0)) && all(text, 1, Syntax::isTokenPart);
  }

  /** A field name as RFC 9421 §2.1 writes it in a component: lower case. */
  static boolean isLowerFieldName(String text) {
    return !text.isEmpty() && all(text, 0, c -> isTchar(c) && !(c >= 'A' && c <= 'Z'));
  }

  /** The value of a hexadecimal digit of either case, or -1. */
  static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /**
   * Bytes of base64 in its one canonical spelling. RFC 4648 §3.5: other spellings of the same bytes
   * would let a signature be altered and still count.
   */
  static Optional<byte[]> canonicalOctets(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
