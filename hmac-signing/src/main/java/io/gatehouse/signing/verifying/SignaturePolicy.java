package io.gatehouse.signing.verifying;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a message signature has to be.
 *
 * @param cover what it covers at least
 * @param maxAge how long after its creation it is accepted
 * @param tag when named, only signatures with this {@code tag} count (RFC 9421 §7.2.6)
 */
public record SignaturePolicy(Set<Cover> cover, Duration maxAge, Optional<String> tag) {
  /** How far a signer's clock may run ahead. */
  static final Duration FUTURE = Duration.ofSeconds(5);

  public static final SignaturePolicy STRICT =
      new SignaturePolicy(Set.of(Cover.values()), Duration.ofMinutes(5), Optional.empty());

  /** The parts of a request. */
  public enum Cover {
    METHOD,
    TARGET,
    BODY
  }

  public SignaturePolicy {
    cover = Set.copyOf(cover);
  }
}
