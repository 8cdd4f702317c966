package io.gatehouse.tokens.saml;

import java.time.Duration;
import java.util.Optional;

/**
 * What an assertion must be.
 *
 * @param issuer entity id of its issuer, exactly
 * @param keys of that issuer; keys in the message are not looked at
 * @param audience that it must be for; empty: the caller judges its audiences
 * @param recipient that it must be delivered to; empty: not judged
 * @param longestLife from its issue to its end
 * @param skew how far the issuer's clock may be ahead of ours
 */
public record AssertionPolicy(
    String issuer,
    IssuerKeys keys,
    Optional<String> audience,
    Optional<String> recipient,
    Duration longestLife,
    Duration skew) {
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
  private static final Duration SKEW = Duration.ofSeconds(60);

  public static AssertionPolicy expect(String issuer, IssuerKeys keys) {
    return new AssertionPolicy(
        issuer, keys, Optional.empty(), Optional.empty(), LONGEST_LIFE, SKEW);
  }

  public AssertionPolicy forAudience(String value) {
    return new AssertionPolicy(issuer, keys, Optional.of(value), recipient, longestLife, skew);
  }

  public AssertionPolicy deliveredTo(String value) {
    return new AssertionPolicy(issuer, keys, audience, Optional.of(value), longestLife, skew);
  }

  public AssertionPolicy livingAtMost(Duration life) {
    return new AssertionPolicy(issuer, keys, audience, recipient, life, skew);
  }
}
