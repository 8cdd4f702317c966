package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.CredentialRecord.Restrictions;
import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.ledger.SealedVerifier;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The statements of ledger and feed, for every store that changes them inside a transaction of its
 * own.
 */
final class LedgerSql {
  private LedgerSql() {}

  /** An entry and, where others must hear of it, its event. */
  static void add(Sql sql, LedgerEntry entry, Optional<SealedVerifier> verifier)
      throws SQLException {
    sql.update(
        """
        INSERT INTO ledger_entry (kind, id, owner, client, scopes, routes, networks, label, creator,
          created_at, expires_at, state, sealed_verifier, verifier_version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        entry.subject().kind(),
        entry.subject().id(),
        entry.owner(),
        entry.client(),
        words(new TreeSet<>(entry.scopes())),
        words(new TreeSet<>(entry.restrictions().routes())),
        words(entry.restrictions().networks()),
        entry.label(),
        entry.creator(),
        entry.createdAt(),
        entry.expiresAt(),
        entry.state(),
        verifier.map(SealedVerifier::sealed),
        verifier.map(SealedVerifier::version).orElse(0));
    if (isHeardOf(entry.subject().kind())) {
      event(sql, entry.subject(), Change.ISSUED, entry.createdAt());
    }
  }

  /** Sessions and families come by the thousand and no gateway has a negative answer for them. */
  private static boolean isHeardOf(Kind kind) {
    return switch (kind) {
      case CLIENT, API_KEY, HMAC_KEY, SIGV4_KEY, CERTIFICATE -> true;
      case SESSION, REFRESH_FAMILY, TOKEN, OWNER, SIGNING_KEY -> false;
    };
  }

  /** The row of the counter stays locked until the commit: numbers appear in their order. */
  static void event(Sql sql, LedgerSubject subject, Change change, Instant at) throws SQLException {
    sql.updateOne("UPDATE feed_head SET sequence = sequence + 1 WHERE id = 1");
    sql.update(
        """
        INSERT INTO feed_event (sequence, at, kind, id, change)
        VALUES ((SELECT sequence FROM feed_head WHERE id = 1), ?, ?, ?, ?)\
        """,
        at,
        subject.kind(),
        subject.id(),
        change);
  }

  /** Revokes and tells; false when there is no such active entry. */
  static boolean revoke(Sql sql, LedgerSubject subject, Instant at) throws SQLException {
    boolean revoked = end(sql, subject, at);
    if (revoked) {
      event(sql, subject, Change.REVOKED, at);
    }
    return revoked;
  }

  /**
   * Revokes without an event; false when there is no such active entry. The clients of a session
   * are told of its end: what they are to be told is part of it.
   */
  static boolean end(Sql sql, LedgerSubject subject, Instant at) throws SQLException {
    boolean ended =
        sql.update(
                """
                UPDATE ledger_entry SET state = ?, revoked_at = ?
                WHERE kind = ? AND id = ? AND state = ?\
                """,
                State.REVOKED,
                at,
                subject.kind(),
                subject.id(),
                State.ACTIVE)
            == 1;
    if (ended && subject.kind() == Kind.SESSION) {
      JdbcLogoutOutbox.sessionEnded(sql, subject.id(), at);
    }
    return ended;
  }

  /** The refresh families that a client has of a person. */
  static void revokeFamilies(Sql sql, EntryUuid owner, String clientId, Instant at)
      throws SQLException {
    var families =
        sql.list(
            "SELECT kind, id FROM ledger_entry"
                + " WHERE owner = ? AND client = ? AND kind = ? AND state = ?",
            LedgerSql::subject,
            owner,
            clientId,
            Kind.REFRESH_FAMILY,
            State.ACTIVE);
    // All rows before the first event: who holds the feed's counter waits for no row.
    for (var family : families) {
      var _ = end(sql, family, at);
    }
    for (var family : families) {
      event(sql, family, Change.REVOKED, at);
    }
  }

  static LedgerSubject subject(Row row) throws SQLException {
    return new LedgerSubject(Kind.valueOf(row.text("kind")), row.text("id"));
  }

  static LedgerEntry entry(Row row) throws SQLException {
    return new LedgerEntry(
        subject(row),
        row.ownerIfAny("owner"),
        row.textIfAny("client"),
        Set.copyOf(words(row.text("scopes"))),
        new Restrictions(Set.copyOf(words(row.text("routes"))), words(row.text("networks"))),
        row.text("label"),
        row.text("creator"),
        row.instant("created_at"),
        row.instant("expires_at"),
        row.instantIfAny("last_used_at"),
        State.valueOf(row.text("state")));
  }

  private static String words(Collection<String> words) {
    return String.join(" ", words);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
