package io.gatehouse.apikey;

import java.security.SecureRandom;

/** Digits, capitals and small letters: what can be selected with a double click and typed. */
final class Radix62 {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Radix62() {}

  static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** Each digit independent and equally likely. */
  static String random(SecureRandom random, int length) {
    var out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return out.toString();
  }

  static String of(long value, int length) {
    var out = new char[length];
    for (int i = length - 1; i >= 0; i--) {
      out[i] = DIGITS.charAt((int) (value % DIGITS.length()));
      value /= DIGITS.length();
    }
    return new String(out);
  }
}
