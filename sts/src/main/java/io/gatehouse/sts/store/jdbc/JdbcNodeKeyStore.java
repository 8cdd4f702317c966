package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.IdentityKeys.PublishedKey;
import io.gatehouse.sts.keys.NodeKeyStore;
import java.time.Instant;
import java.util.List;

/** The gateways' public keys. */
public final class JdbcNodeKeyStore implements NodeKeyStore {
  private final Database database;

  public JdbcNodeKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public List<NodeKey> all() {
    return database.read(sql ->
        sql.list(
            "SELECT * FROM node_key ORDER BY published_at, kid",
            row ->
                new NodeKey(
                    new PublishedKey(row.text("kid"), row.text("jwk")),
                    row.instantIfAny("gone_at"))));
  }

  @Override
  public void put(PublishedKey key, Instant at) {
    var _ =
        database.write(sql ->
            sql.update(
                """
                INSERT INTO node_key (kid, jwk, published_at) VALUES (?, ?, ?)
                ON CONFLICT (kid) DO UPDATE SET gone_at = NULL\
                """,
                key.kid(),
                key.jwk(),
                at));
  }

  @Override
  public void allGone(Instant at) {
    var _ =
        database.write(
            sql -> sql.update("UPDATE node_key SET gone_at = ? WHERE gone_at IS NULL", at));
  }

  @Override
  public void forgetGoneBefore(Instant instant) {
    var _ = database.write(sql -> sql.update("DELETE FROM node_key WHERE gone_at < ?", instant));
  }
}
