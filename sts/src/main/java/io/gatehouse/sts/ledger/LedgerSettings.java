package io.gatehouse.sts.ledger;

import java.time.Duration;

/**
 * How long the ledger believes what it knows.
 *
 * @param marksKept how long a revoked session, family or token is remembered in memory: longer than
 *     any token that names it can live
 * @param unknownKept how long an id that was not found is not looked up again
 * @param ownerWindow an owner not used for so long is read again before the next credential
 * @param staleFor how long the last known state of an owner serves while the directory is down
 * @param freshFor how old the directory's last answer may be before its state counts as stale
 * @param feedStaleFor how long what was revoked is believed to be all while the feed cannot be read
 */
public record LedgerSettings(
    Duration marksKept,
    Duration unknownKept,
    Duration ownerWindow,
    Duration staleFor,
    Duration freshFor,
    Duration feedStaleFor) {
  public static final LedgerSettings USUAL =
      new LedgerSettings(
          Duration.ofHours(25),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(60),
          Duration.ofSeconds(10),
          Duration.ofDays(365));
}
