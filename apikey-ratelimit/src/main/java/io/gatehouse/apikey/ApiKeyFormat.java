package io.gatehouse.apikey;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The form of an API key: {@code gth_<env>_<id><secret><checksum>}.
 *
 * <p>{@code env} is one to sixteen small letters and digits; then come, in base62, twelve digits of
 * public id, 43 of secret (43 digits hold a little more than 256 bits) and six of CRC-32 over
 * everything before. Prefix and checksum let scanners find a leaked key without asking anybody, and
 * let a mistyped one be refused without a look-up. There is one spelling of each key.
 */
final class ApiKeyFormat {
  private static final String PREFIX = "gth_";
  private static final int LONGEST_ENV = 16;
  private static final int ID = 12;
  private static final int SECRET = 43;
  private static final int CHECKSUM = 6;

  private ApiKeyFormat() {}

  /**
   * A key whose checksum is right.
   *
   * @param id what is looked up
   * @param proven everything before the checksum: what the ledger has a keyed hash of
   */
  record Parts(String id, String proven) {
    byte[] provenBytes() {
      return proven.getBytes(US_ASCII);
    }

    String written() {
      return proven + checksum(proven);
    }

    /** Only the public part. */
    @Override
    public String toString() {
      return "Parts[" + id + "]";
    }
  }

  /** Empty when the text is not exactly a key. */
  static Optional<Parts> parse(String text) {
    int body = text.indexOf('_', PREFIX.length()) + 1;
    if (!text.startsWith(PREFIX)
        || !isEnvironment(text.substring(PREFIX.length(), Math.max(PREFIX.length(), body - 1)))
        || text.length() != body + ID + SECRET + CHECKSUM
        || !text.chars().skip(body).allMatch(c -> Radix62.isDigit((char) c))) {
      return Optional.empty();
    }
    var proven = text.substring(0, text.length() - CHECKSUM);
    return checksum(proven).equals(text.substring(proven.length()))
        ? Optional.of(new Parts(text.substring(body, body + ID), proven))
        : Optional.empty();
  }

  static Parts fresh(String environment, SecureRandom random) {
    var id = Radix62.random(random, ID);
    return new Parts(id, PREFIX + environment + "_" + id + Radix62.random(random, SECRET));
  }

  static boolean isEnvironment(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_ENV
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  private static String checksum(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(US_ASCII));
    return Radix62.of(crc.getValue(), CHECKSUM);
  }
}
