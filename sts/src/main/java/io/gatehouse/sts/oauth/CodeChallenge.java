package io.gatehouse.sts.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/** A PKCE challenge of the method S256, the only one here: {@code plain} protects nothing. */
public record CodeChallenge(String value) {
  /** The base64url SHA-256 is always this long (RFC 7636 §4.2). */
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** RFC 7636 §4.1. */
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  public static Optional<CodeChallenge> parse(String text) {
    return CHALLENGE.matcher(text).matches()
        ? Optional.of(new CodeChallenge(text))
        : Optional.empty();
  }

  /** Whether the verifier is well-formed and hashes to this challenge. */
  public boolean isMetBy(String verifier) {
    return VERIFIER.matcher(verifier).matches()
        && MessageDigest.isEqual(
            Fingerprint.of(verifier).value().getBytes(StandardCharsets.US_ASCII),
            value.getBytes(StandardCharsets.US_ASCII));
  }
}
