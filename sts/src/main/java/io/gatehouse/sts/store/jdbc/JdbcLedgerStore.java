package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.ledger.LedgerStore;
import io.gatehouse.sts.ledger.SealedVerifier;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ledger in tables; see the migrations for their columns. */
public final class JdbcLedgerStore implements LedgerStore {
  private static final int FORGOTTEN_AT_ONCE = 500;

  private final Database database;

  public JdbcLedgerStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(LedgerEntry entry, Optional<SealedVerifier> verifier) {
    var _ =
        database.write(sql -> {
          LedgerSql.add(sql, entry, verifier);
          return true;
        });
  }

  @Override
  public void replace(
      LedgerSubject old, Instant oldEnds, LedgerEntry entry, SealedVerifier verifier) {
    var _ =
        database.write(sql -> {
          LedgerSql.add(sql, entry, Optional.of(verifier));
          end(sql, old, oldEnds, entry.createdAt());
          return true;
        });
  }

  private static void end(Sql sql, LedgerSubject old, Instant at, Instant now) throws SQLException {
    if (!at.isAfter(now)) {
      var _ = LedgerSql.revoke(sql, old, now);
      return;
    }
    sql.update(
        "UPDATE ledger_entry SET expires_at = ? WHERE kind = ? AND id = ? AND expires_at > ?",
        at,
        old.kind(),
        old.id(),
        at);
    LedgerSql.event(sql, old, Change.CHANGED, now);
  }

  @Override
  public Optional<LedgerEntry> find(LedgerSubject subject) {
    return database.read(sql ->
        sql.first(
            "SELECT * FROM ledger_entry WHERE kind = ? AND id = ?",
            LedgerSql::entry,
            subject.kind(),
            subject.id()));
  }

  @Override
  public Optional<SealedVerifier> verifier(LedgerSubject subject) {
    return database.read(sql ->
        sql.first(
            """
            SELECT sealed_verifier, verifier_version FROM ledger_entry
            WHERE kind = ? AND id = ? AND sealed_verifier IS NOT NULL\
            """,
            row ->
                new SealedVerifier(
                    row.bytes("sealed_verifier"), Math.toIntExact(row.number("verifier_version"))),
            subject.kind(),
            subject.id()));
  }

  @Override
  public List<LedgerEntry> list(Listing listing) {
    String kinds = String.join(", ", Collections.nCopies(listing.kinds().size(), "?"));
    String owned = listing.owner().isPresent() ? " AND owner = ?" : "";
    String held = listing.client().isPresent() ? " AND client = ?" : "";
    var values = new ArrayList<Object>(listing.kinds());
    values.add(listing.afterId());
    listing.owner().ifPresent(values::add);
    listing.client().ifPresent(values::add);
    values.add(listing.most());
    return database.read(sql ->
        sql.list(
            "SELECT * FROM ledger_entry WHERE kind IN ("
                + kinds
                + ") AND id > ?"
                + owned
                + held
                + " ORDER BY id LIMIT ?",
            LedgerSql::entry,
            values.toArray()));
  }

  @Override
  public Set<LedgerSubject> revokedSince(Instant since) {
    return database.read(sql -> {
      var revoked =
          new HashSet<>(
              sql.list(
                  "SELECT kind, id FROM feed_event WHERE change = ? AND at >= ?",
                  LedgerSql::subject,
                  Change.REVOKED,
                  since));
      revoked.addAll(
          sql.list(
              "SELECT kind, id FROM ledger_entry WHERE kind = ? AND state = ?",
              LedgerSql::subject,
              Kind.CLIENT,
              State.REVOKED));
      return revoked;
    });
  }

  @Override
  public Map<String, Instant> revokedCertificates(Instant since) {
    return database.read(sql -> {
      var revoked = new TreeMap<String, Instant>();
      var _ =
          sql.list(
              """
              SELECT id, revoked_at FROM ledger_entry
              WHERE kind = ? AND state = ? AND expires_at > ?\
              """,
              row -> revoked.put(row.text("id"), row.instant("revoked_at")) == null,
              Kind.CERTIFICATE,
              State.REVOKED,
              since);
      return revoked;
    });
  }

  @Override
  public Map<String, EntryUuid> ownedClients() {
    return database.read(sql -> {
      var owners = new HashMap<String, EntryUuid>();
      for (var entry :
          sql.list(
              "SELECT * FROM ledger_entry WHERE kind = ? AND owner IS NOT NULL AND state = ?",
              LedgerSql::entry,
              Kind.CLIENT,
              State.ACTIVE)) {
        entry.owner().ifPresent(owner -> owners.put(entry.subject().id(), owner));
      }
      return owners;
    });
  }

  @Override
  public boolean revoke(LedgerSubject subject, Instant at) {
    return database.write(sql -> {
      if (subject.kind() != Kind.CLIENT) {
        return LedgerSql.revoke(sql, subject, at);
      }
      boolean revoked = LedgerSql.end(sql, subject, at);
      if (revoked) {
        revokeAll(sql, "client", subject.id(), at);
        LedgerSql.event(sql, subject, Change.REVOKED, at);
      }
      return revoked;
    });
  }

  @Override
  public void revokeUnlisted(LedgerSubject subject, Instant at) {
    var _ =
        database.write(sql -> {
          LedgerSql.event(sql, subject, Change.REVOKED, at);
          return true;
        });
  }

  @Override
  public void ownerChanged(EntryUuid owner, Change change, boolean ending, Instant at) {
    var _ =
        database.write(sql -> {
          if (ending) {
            revokeAll(sql, "owner", owner.value(), at);
          }
          LedgerSql.event(sql, LedgerSubject.owner(owner), change, at);
          return true;
        });
  }

  /**
   * Sessions and families of an owner or a client: all rows first, then the events. Who holds the
   * feed's counter waits for no row, so no two transactions wait for each other.
   */
  private static void revokeAll(Sql sql, String column, String value, Instant at)
      throws SQLException {
    var ended =
        sql.list(
            "SELECT kind, id FROM ledger_entry WHERE "
                + column
                + " = ? AND kind IN (?, ?) AND state = ? ORDER BY kind, id",
            LedgerSql::subject,
            value,
            Kind.SESSION,
            Kind.REFRESH_FAMILY,
            State.ACTIVE);
    var here = new ArrayList<LedgerSubject>();
    for (var subject : ended) {
      if (LedgerSql.end(sql, subject, at)) {
        here.add(subject);
      }
    }
    for (var subject : here) {
      LedgerSql.event(sql, subject, Change.REVOKED, at);
    }
  }

  @Override
  public void used(Map<LedgerSubject, Instant> lastUses) {
    var _ =
        database.write(sql -> {
          for (var use : lastUses.entrySet()) {
            sql.update(
                "UPDATE ledger_entry SET last_used_at = ? WHERE kind = ? AND id = ?",
                use.getValue(),
                use.getKey().kind(),
                use.getKey().id());
          }
          return true;
        });
  }

  @Override
  public void forget(Instant endedBefore) {
    // In steps, so that nobody waits long for this.
    boolean more = true;
    while (more) {
      more = database.write(sql -> forgetSome(sql, endedBefore));
    }
    long last =
        database.read(sql ->
            sql.first(
                    "SELECT max(sequence) AS last FROM feed_event WHERE at < ?",
                    row -> row.number("last"),
                    endedBefore)
                .orElse(0L));
    for (long first = firstEvent(); first <= last && first > 0; first += FORGOTTEN_AT_ONCE) {
      long until = Math.min(last, first + FORGOTTEN_AT_ONCE - 1);
      var _ =
          database.write(sql -> sql.update("DELETE FROM feed_event WHERE sequence <= ?", until));
    }
  }

  private long firstEvent() {
    return database.read(sql ->
        sql.first("SELECT min(sequence) AS first FROM feed_event", row -> row.number("first"))
            .orElse(0L));
  }

  /** Whether there may be more. */
  private static boolean forgetSome(Sql sql, Instant endedBefore) throws SQLException {
    int gone =
        sql.update(
            """
            DELETE FROM ledger_entry WHERE (kind, id) IN (
              SELECT kind, id FROM ledger_entry WHERE expires_at < ? AND kind IN (?, ?)
              ORDER BY expires_at, id LIMIT ?)\
            """,
            endedBefore,
            Kind.SESSION,
            Kind.REFRESH_FAMILY,
            FORGOTTEN_AT_ONCE);
    return gone == FORGOTTEN_AT_ONCE;
  }
}
