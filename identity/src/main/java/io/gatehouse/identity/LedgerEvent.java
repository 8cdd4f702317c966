package io.gatehouse.identity;

import java.time.Instant;

/**
 * One step of the feed.
 *
 * @param sequence grows by one with each event; a gap forces a fresh snapshot
 */
public record LedgerEvent(long sequence, Instant at, LedgerSubject subject, Change change) {
  /** What happened to the subject. */
  public enum Change {
    ISSUED,
    CHANGED,
    REVOKED
  }
}
