package io.gatehouse.sts.token.refreshtoken;

import java.time.Instant;
import java.util.Optional;

/** Keeps refresh families. May block. */
public interface FamilyStore {
  void add(Family family);

  Optional<Family> find(String id);

  /**
   * Moves on to the next generation. Of any number of callers at once exactly one is told true.
   *
   * @param from the generation that was presented
   */
  boolean rotate(String id, long from, Instant at);

  /** Notes that the stable token of a confidential client was used. */
  void used(String id, Instant at);

  /** Every family that began in this session ends. */
  void endWithSession(String sessionId, Instant at);

  /** Forgets families that ended before {@code now}. */
  void purge(Instant now);
}
