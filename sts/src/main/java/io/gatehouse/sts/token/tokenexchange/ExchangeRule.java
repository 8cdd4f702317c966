package io.gatehouse.sts.token.tokenexchange;

import java.time.Duration;
import java.util.Set;

/**
 * A line of the table. What is not in the table is not done, whatever is sent.
 *
 * @param actors clients that may exchange
 * @param subjects kinds of token they may bring
 * @param audience name of the resource that the new token is for
 * @param scopes the most it holds
 * @param delegation whether the new token names the actor; else it is as if the person came itself
 * @param depth the longest chain of actors
 * @param lifetime the longest life of the new token
 */
public record ExchangeRule(
    Set<String> actors,
    Set<SubjectKind> subjects,
    String audience,
    Set<String> scopes,
    boolean delegation,
    int depth,
    Duration lifetime) {
  public ExchangeRule {
    actors = Set.copyOf(actors);
    subjects = Set.copyOf(subjects);
    scopes = Set.copyOf(scopes);
  }

  /** Kinds of token that can be exchanged. */
  public enum SubjectKind {
    ACCESS_TOKEN,
    ID_TOKEN,
    /** What the gateway tells a service of its caller. */
    IDENTITY
  }

  boolean isFor(String actor, SubjectKind subject, String name) {
    return actors.contains(actor) && subjects.contains(subject) && audience.equals(name);
  }
}
