package io.gatehouse.gateway.identify;

/** RFC 9110 §11.2: the characters of a token in an Authorization field. */
final class Token68 {
  private Token68() {}

  static boolean is(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    if (end == 0) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      if (!isPart(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~+/".indexOf(c) >= 0;
  }
}
