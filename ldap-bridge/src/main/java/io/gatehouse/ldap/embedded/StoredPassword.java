package io.gatehouse.ldap.embedded;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords as they stand in the file: {@code {PBKDF2-SHA256}rounds$salt$key}. The salted digests
 * that {@code slappasswd} writes are understood too. Every call works on objects of its own.
 */
final class StoredPassword {
  private static final String SCHEME = "{PBKDF2-SHA256}";
  private static final Pattern ANY_SCHEME = Pattern.compile("^\\{[A-Za-z0-9-]+}.*", Pattern.DOTALL);
  private static final Map<String, String> DIGESTS =
      Map.of("{SSHA}", "SHA-1", "{SSHA256}", "SHA-256", "{SSHA512}", "SHA-512");
  // A few milliseconds: the file is readable by its owner only, and Basic pays this per request.
  private static final int ROUNDS = 10_000;
  private static final int MOST_ROUNDS = 2_000_000;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 32;

  private final SecureRandom random;
  private final String unmatched;

  StoredPassword(SecureRandom random) {
    this.random = random;
    // A key that no password was hashed to: costs nothing now, and as much as any to compare.
    this.unmatched = written(bytes(SALT_BYTES), bytes(KEY_BYTES));
  }

  String hash(byte[] password) {
    var salt = bytes(SALT_BYTES);
    return written(salt, pbkdf2(password, salt, ROUNDS));
  }

  private byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String written(byte[] salt, byte[] key) {
    var base64 = Base64.getEncoder().withoutPadding();
    return SCHEME + ROUNDS + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(key);
  }

  /** Whether the value is a hash of a scheme known here; a value without any is clear text. */
  static boolean hashed(String value) {
    return value.startsWith(SCHEME) || DIGESTS.keySet().stream().anyMatch(value::startsWith);
  }

  static boolean foreign(String value) {
    return ANY_SCHEME.matcher(value).matches() && !hashed(value);
  }

  /** Takes the time of a comparison, for a name that has no password. */
  void pretendToMatch(byte[] password) {
    var _ = matches(password, unmatched);
  }

  boolean matches(byte[] password, String stored) {
    try {
      return stored.startsWith(SCHEME)
          ? matchesPbkdf2(password, stored.substring(SCHEME.length()))
          : matchesDigest(password, stored);
    } catch (IllegalArgumentException e) {
      // A mangled hash in the file matches no password.
      return false;
    }
  }

  private static boolean matchesPbkdf2(byte[] password, String value) {
    var parts = value.split("\\$", -1);
    if (parts.length != 3 || !parts[0].matches("\\d{1,7}")) {
      return false;
    }
    var rounds = Integer.parseInt(parts[0]);
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      return false;
    }
    var salt = Base64.getDecoder().decode(parts[1]);
    var key = Base64.getDecoder().decode(parts[2]);
    return MessageDigest.isEqual(key, pbkdf2(password, salt, rounds));
  }

  private static boolean matchesDigest(byte[] password, String stored) {
    for (var scheme : DIGESTS.entrySet()) {
      if (stored.startsWith(scheme.getKey())) {
        var bytes = Base64.getDecoder().decode(stored.substring(scheme.getKey().length()));
        var digest = digest(scheme.getValue());
        var length = digest.getDigestLength();
        if (bytes.length <= length) {
          return false;
        }
        digest.update(password);
        digest.update(bytes, length, bytes.length - length);
        return MessageDigest.isEqual(Arrays.copyOf(bytes, length), digest.digest());
      }
    }
    return false;
  }

  /** RFC 8018 §5.2 with one block of HMAC-SHA-256, over exact bytes rather than characters. */
  private static byte[] pbkdf2(byte[] password, byte[] salt, int rounds) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      // An HMAC key is padded with zeros: an empty one is the same as one zero byte.
      mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
      mac.update(salt);
      var block = mac.doFinal(new byte[] {0, 0, 0, 1});
      var key = block.clone();
      for (var round = 1; round < rounds; round++) {
        block = mac.doFinal(block);
        for (var i = 0; i < key.length; i++) {
          key[i] ^= block[i];
        }
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + name, e);
    }
  }
}
