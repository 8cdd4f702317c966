package io.gatehouse.sts.token.assertion;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the assertions of one issuer are good for. What is not in the table is not done.
 *
 * @param clients that may bring them
 * @param scopes the most that they give
 * @param match how the person is found; empty: by entryUUID
 * @param longestLife of an assertion
 */
public record AssertionTerms(
    Set<String> clients, Set<String> scopes, Optional<Match> match, Duration longestLife) {
  public AssertionTerms {
    clients = Set.copyOf(clients);
    scopes = Set.copyOf(scopes);
  }

  /**
   * A claim of the assertion that leads to exactly one directory entry.
   *
   * @param attribute that must equal the claim
   */
  public record Match(String claim, String attribute) {}
}
