package io.gatehouse.sts.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The SHA-256 under which a random secret is stored. Only for secrets of 128 bits and more: what a
 * person can remember needs a slow hash.
 */
public record Fingerprint(String value) {
  public static Fingerprint of(String secret) {
    return new Fingerprint(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(secret)));
  }

  /** SHA-256 of the UTF-8 bytes. */
  public static byte[] sha256(String text) {
    return digest("SHA-256", text);
  }

  /** SHA-512 of the UTF-8 bytes. */
  public static byte[] sha512(String text) {
    return digest("SHA-512", text);
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
