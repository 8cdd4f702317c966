package io.gatehouse.identity;

import java.time.Instant;

/** Remembers what may be used only once. */
public interface ReplayGuard {
  /**
   * Claims an id. Idempotent per exchange, so that a resumed stage may ask again.
   *
   * @throws DependencyUnavailable when a shared guard cannot be asked
   */
  Outcome claim(Claim claim);

  /**
   * @param namespace who defines the id, such as a key id
   * @param created when the message says it was made
   * @param until end of the time in which the message could be accepted again
   * @param exchange the request id
   */
  record Claim(String namespace, String id, Instant created, Instant until, String exchange) {}

  /** The answer to a claim. */
  enum Outcome {
    FIRST,
    REPLAYED,
    /** The guard lost its memory in a crash and the message is older than its return: 503. */
    RECOVERING,
    /** No room for another mark: 503. */
    FULL
  }
}
