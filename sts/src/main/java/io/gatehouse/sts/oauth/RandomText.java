package io.gatehouse.sts.oauth;

import java.security.SecureRandom;
import java.util.Base64;

/** Names and secrets that nobody can guess, in base64url. */
public final class RandomText {
  private final SecureRandom random;

  public RandomText(SecureRandom random) {
    this.random = random;
  }

  /** 128 bits, for public ids. */
  public String id() {
    return text(16);
  }

  /** 256 bits, for secrets. */
  public String secret() {
    return text(32);
  }

  public byte[] key() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A word of letters from an alphabet, each as likely as any other. */
  public String word(String alphabet, int length) {
    var word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  private String text(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
