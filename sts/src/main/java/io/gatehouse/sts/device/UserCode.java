package io.gatehouse.sts.device;

import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.RandomText;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person types: eight letters without vowels, so that no word comes out (RFC 8628 §6.1).
 *
 * @param letters upper case
 */
record UserCode(String letters) {
  private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
  private static final int LENGTH = 8;

  static UserCode fresh(RandomText random) {
    return new UserCode(random.word(ALPHABET, LENGTH));
  }

  /** Reads what was typed: case, spaces and dashes do not matter. */
  static Optional<UserCode> parse(String typed) {
    var letters = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    boolean whole =
        letters.length() == LENGTH && letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    return whole ? Optional.of(new UserCode(letters)) : Optional.empty();
  }

  String shown() {
    return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
  }

  Fingerprint fingerprint() {
    return Fingerprint.of("user_code " + letters);
  }
}
