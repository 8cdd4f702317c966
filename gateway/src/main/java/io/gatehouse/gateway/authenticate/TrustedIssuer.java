package io.gatehouse.gateway.authenticate;

import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.KeySource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An issuer whose access tokens a credential entry accepts.
 *
 * @param issuer exactly as its tokens name it
 * @param keys in process for our own issuer, fetched for others
 * @param policy what its tokens must be; the audience too, unless it is judged per route
 * @param audienceIsResource whether {@code aud} names resources, to be judged by the route
 * @param owners whom its tokens stand for
 * @param groupsClaim foreign groups: which claim, and which of its values are which of our groups
 * @param scopes whether its scopes are ours already, or what its words mean here
 * @param slow verification takes more than 100 us here, so it goes to the CPU pool
 */
public record TrustedIssuer(
    String issuer,
    KeySource keys,
    JwtPolicy policy,
    boolean audienceIsResource,
    Owners owners,
    Optional<ClaimTable> groupsClaim,
    Scopes scopes,
    boolean slow) {

  /** An explicit table from values of a claim to our own words. */
  public record ClaimTable(String claim, Map<String, List<String>> values) {
    public ClaimTable {
      values = Map.copyOf(values);
    }
  }

  /** How the scopes of a token are read. */
  public sealed interface Scopes {
    /** {@code scope} holds our own words. */
    record Ours() implements Scopes {}

    /** Only what the table translates counts; without a table nothing does. */
    record Translated(Optional<ClaimTable> table) implements Scopes {}
  }

  /** Whom a token of the issuer stands for. */
  public sealed interface Owners {
    /** {@code sub} is the entryUUID; a token whose {@code sub} is its client is that client's. */
    record ByEntryUuid() implements Owners {}

    /** Exactly one directory entry has the claim's value in this attribute. */
    record ByMatch(String claim, String attribute) implements Owners {}

    /** No directory entry: the principal is the issuer's own (iss, sub). */
    record ByIssuer() implements Owners {}
  }

  /** Our own issuer: RFC 9068 tokens, audiences judged per route, people of the directory. */
  public static TrustedIssuer ours(String issuer, KeySource keys, boolean slow) {
    return new TrustedIssuer(
        issuer,
        keys,
        JwtPolicy.expectAccessToken(issuer, Set.of("any")).ignoringAudience(),
        true,
        new Owners.ByEntryUuid(),
        Optional.empty(),
        new Scopes.Ours(),
        slow);
  }
}
