package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.keys.SigningKeyStore;
import io.gatehouse.sts.keys.StoredSigningKey;
import io.gatehouse.sts.keys.StoredSigningKey.State;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Signing keys; unique partial indexes allow one active and one pending key per algorithm. */
public final class JdbcSigningKeyStore implements SigningKeyStore {
  private final Database database;

  public JdbcSigningKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public List<StoredSigningKey> all() {
    return database.read(sql ->
        sql.list("SELECT * FROM signing_key ORDER BY created_at, kid", JdbcSigningKeyStore::key));
  }

  @Override
  public void addMissing(List<StoredSigningKey> keys) {
    var _ =
        database.write(sql -> {
          for (var key : keys) {
            if (add(sql, key)) {
              event(sql, key.kid(), Change.ISSUED, key.createdAt());
            }
          }
          return true;
        });
  }

  private static boolean add(Sql sql, StoredSigningKey key) throws SQLException {
    return sql.update(
            """
            INSERT INTO signing_key (kid, alg, state, public_key, sealed, created_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
            """,
            key.kid(),
            key.algorithm(),
            key.state(),
            key.publicKey(),
            key.sealed(),
            key.createdAt(),
            key.changedAt())
        == 1;
  }

  @Override
  public void activate(String kid, Instant at) {
    var _ =
        database.write(sql -> {
          sql.update(
              """
              UPDATE signing_key SET state = ?, changed_at = ? WHERE state = ?
              AND alg = (SELECT alg FROM signing_key WHERE kid = ? AND state = ?)\
              """,
              State.RETIRING,
              at,
              State.ACTIVE,
              kid,
              State.PENDING);
          return move(sql, kid, new Move(State.PENDING, State.ACTIVE), at);
        });
  }

  @Override
  public void drop(String kid, Instant at) {
    var _ =
        database.write(sql -> {
          boolean moved = move(sql, kid, new Move(State.RETIRING, State.GONE), at);
          sql.update(
              "UPDATE signing_key SET sealed = ? WHERE kid = ? AND state = ?",
              new byte[0],
              kid,
              State.GONE);
          return moved;
        });
  }

  @Override
  public boolean compromised(String kid, StoredSigningKey successor, Instant at) {
    return database.write(sql -> {
      int gone =
          sql.update(
              "UPDATE signing_key SET state = ?, changed_at = ?, sealed = ? WHERE kid = ?"
                  + " AND state <> ?",
              State.GONE,
              at,
              new byte[0],
              kid,
              State.GONE);
      if (gone == 1) {
        succeed(sql, successor, at);
        event(sql, kid, Change.REVOKED, at);
      }
      return gone == 1;
    });
  }

  /** Both do nothing where an active key is left. */
  private static void succeed(Sql sql, StoredSigningKey successor, Instant at) throws SQLException {
    sql.update(
        """
        UPDATE signing_key SET state = ?, changed_at = ? WHERE alg = ? AND state = ?
        AND NOT EXISTS (SELECT 1 FROM signing_key WHERE alg = ? AND state = ?)\
        """,
        State.ACTIVE,
        at,
        successor.algorithm(),
        State.PENDING,
        successor.algorithm(),
        State.ACTIVE);
    var _ = add(sql, successor);
  }

  private record Move(State from, State to) {}

  private static boolean move(Sql sql, String kid, Move move, Instant at) throws SQLException {
    boolean moved =
        sql.update(
                "UPDATE signing_key SET state = ?, changed_at = ? WHERE kid = ? AND state = ?",
                move.to(),
                at,
                kid,
                move.from())
            == 1;
    if (moved) {
      event(sql, kid, move.to() == State.GONE ? Change.REVOKED : Change.CHANGED, at);
    }
    return moved;
  }

  private static void event(Sql sql, String kid, Change change, Instant at) throws SQLException {
    LedgerSql.event(sql, new LedgerSubject(Kind.SIGNING_KEY, kid), change, at);
  }

  private static StoredSigningKey key(Row row) throws SQLException {
    return new StoredSigningKey(
        row.text("kid"),
        JwsAlgorithm.valueOf(row.text("alg")),
        State.valueOf(row.text("state")),
        row.bytes("public_key"),
        row.bytes("sealed"),
        row.instant("created_at"),
        row.instant("changed_at"));
  }
}
