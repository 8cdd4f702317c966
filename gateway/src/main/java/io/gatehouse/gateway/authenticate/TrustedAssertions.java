package io.gatehouse.gateway.authenticate;

import io.gatehouse.tokens.saml.AssertionPolicy;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An issuer whose assertions a credential entry accepts. They stand for people of the directory.
 *
 * @param policy what its assertions must be
 * @param audienceIsResource whether their audiences name resources, to be judged by the route
 * @param match how the person is found; empty: NameID is the entryUUID
 * @param scopes what the person may do with it
 * @param once whether each is accepted a single time, whatever it says itself
 */
public record TrustedAssertions(
    AssertionPolicy policy,
    boolean audienceIsResource,
    Optional<Match> match,
    Scopes scopes,
    boolean once) {
  /** The word for the subject's name where an attribute may be named. */
  public static final String NAME_ID = "NameID";

  /** Exactly one directory entry has the attribute's one value. */
  public record Match(String attribute, String directoryAttribute) {}

  /** Where the scopes come from. */
  public sealed interface Scopes {
    /** The person's groups give them. */
    record OfGroups(UnaryOperator<Set<String>> given) implements Scopes {}

    /** Only what the table translates counts. */
    record Translated(TrustedIssuer.ClaimTable table) implements Scopes {}
  }
}
