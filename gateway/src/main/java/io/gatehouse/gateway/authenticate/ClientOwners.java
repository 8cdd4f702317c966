package io.gatehouse.gateway.authenticate;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Waiting;

/**
 * Who answers for a client of our own issuer. Answers from memory; with {@link Waiting#ALLOWED} the
 * ledger may be asked.
 */
public interface ClientOwners {
  /**
   * @throws io.gatehouse.identity.DependencyUnavailable when the ledger must be asked and cannot
   */
  Answer ownerOf(String clientId, Waiting waiting);

  /** What is known. */
  sealed interface Answer {}

  /** Stops with this owner. */
  record Owned(EntryUuid owner) implements Answer {}

  /** Stands on the ledger alone. */
  record Ownerless() implements Answer {}

  record Unknown() implements Answer {}

  /** Not in memory. */
  record NotLoaded() implements Answer {}
}
