package io.gatehouse.tokens.jwt;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One rule about a token whose signature holds.
 *
 * @param rule reads as the rule that was broken; goes to the operator's log
 */
record JwtCheck(String rule, Predicate<Candidate> holds) {

  /** A token with a good signature, and the moment it is judged at. */
  record Candidate(JoseHeader header, Claims claims, Instant now, Duration skew) {
    private Instant latest() {
      return now.plus(skew);
    }

    private Instant earliest() {
      return now.minus(skew);
    }
  }

  static final String TYPE = "typ is the expected one";
  static final String AUDIENCE = "aud names us";
  static final String EXPIRY = "exp is ahead";
  static final String LIFETIME = "exp is at most the longest lifetime after iat";

  // RFC 8725 §3.11: what a token is for stands in its type, so that none can pass for another.
  static JwtCheck typeIsOneOf(Set<String> types) {
    return new JwtCheck(TYPE, token -> token.header().type().filter(types::contains).isPresent());
  }

  static JwtCheck typeIsAbsentOrOneOf(Set<String> types) {
    return new JwtCheck(TYPE, token -> token.header().type().map(types::contains).orElse(true));
  }

  static JwtCheck claimsHaveTheirTypes() {
    return new JwtCheck(
        "every claim has its type", token -> ClaimTypes.firstWrong(token.claims()).isEmpty());
  }

  static JwtCheck issuerIs(String issuer) {
    return new JwtCheck(
        "iss is the expected one",
        token -> token.claims().issuer().filter(issuer::equals).isPresent());
  }

  static JwtCheck audienceIsOneOf(Set<String> audiences) {
    return new JwtCheck(
        AUDIENCE, token -> !Collections.disjoint(token.claims().audience(), audiences));
  }

  // RFC 7519 §4.1.4 leaves it optional; a credential without an end is none.
  static JwtCheck expiryIsPresent() {
    return new JwtCheck("exp is present", token -> token.claims().expiresAt().isPresent());
  }

  static JwtCheck expiryIsAhead() {
    return new JwtCheck(
        EXPIRY,
        token ->
            token.claims().expiresAt().filter(exp -> exp.isAfter(token.earliest())).isPresent());
  }

  static JwtCheck notBeforeIsPast() {
    return new JwtCheck(
        "nbf is past",
        token -> token.claims().notBefore().map(nbf -> !nbf.isAfter(token.latest())).orElse(true));
  }

  static JwtCheck issuedInThePast() {
    return new JwtCheck(
        "iat is past",
        token -> token.claims().issuedAt().map(iat -> !iat.isAfter(token.latest())).orElse(true));
  }

  static JwtCheck lifetimeIsAtMost(Duration longest) {
    return new JwtCheck(
        LIFETIME,
        token -> {
          var start = token.claims().issuedAt().orElse(token.now());
          var end = start.plus(longest).plus(token.skew());
          return token.claims().expiresAt().map(exp -> !exp.isAfter(end)).orElse(true);
        });
  }

  static JwtCheck issuedWithin(Duration age) {
    return new JwtCheck(
        "iat is recent enough",
        token ->
            token
                .claims()
                .issuedAt()
                .filter(iat -> iat.isAfter(token.earliest().minus(age)))
                .isPresent());
  }

  static JwtCheck claimsArePresent(List<String> names) {
    return new JwtCheck(
        "claims are present: " + String.join(", ", names),
        token -> token.claims().members().values().keySet().containsAll(names));
  }
}
