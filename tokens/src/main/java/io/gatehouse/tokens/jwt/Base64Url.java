package io.gatehouse.tokens.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64url without padding, where each byte string has exactly one spelling. */
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** The bytes of {@code text}, or empty when it is padded, has spare bits or a foreign sign. */
  public static Optional<byte[]> decode(String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return decode(bytes, 0, bytes.length);
  }

  static Optional<byte[]> decode(byte[] text, int from, int to) {
    if (!isCanonicalEnd(text, from, to)) {
      return Optional.empty();
    }
    try {
      return Optional.of(DECODER.decode(Arrays.copyOfRange(text, from, to)));
    } catch (IllegalArgumentException foreignSign) {
      return Optional.empty();
    }
  }

  // RFC 4648 §3.5: bits that carry nothing are zero, else one token has several spellings.
  private static boolean isCanonicalEnd(byte[] text, int from, int to) {
    int rest = (to - from) % 4;
    if (from == to) {
      return true;
    }
    int last = ALPHABET.indexOf(text[to - 1]);
    return switch (rest) {
      case 0 -> last >= 0;
      case 2 -> last >= 0 && (last & 0b1111) == 0;
      case 3 -> last >= 0 && (last & 0b11) == 0;
      default -> false;
    };
  }
}
