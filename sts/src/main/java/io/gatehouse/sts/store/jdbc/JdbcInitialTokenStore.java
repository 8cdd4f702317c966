package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.registration.InitialTokenStore;
import java.time.Instant;

/** Initial access tokens in the relational store. */
public final class JdbcInitialTokenStore implements InitialTokenStore {
  private final Database database;

  public JdbcInitialTokenStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Fingerprint token, long uses, Instant ends) {
    var _ =
        database.write(sql ->
            sql.update(
                "INSERT INTO initial_token (token, uses_left, ends_at) VALUES (?, ?, ?)",
                token.value(),
                uses,
                ends));
  }

  @Override
  public boolean use(Fingerprint token, Instant now) {
    return database.write(sql ->
        sql.update(
            """
            UPDATE initial_token SET uses_left = uses_left - 1
            WHERE token = ? AND uses_left > 0 AND ends_at > ?\
            """,
            token.value(),
            now))
        == 1;
  }

  @Override
  public void purge(Instant now) {
    var _ = database.write(sql -> sql.sweep("initial_token", "token", now));
  }
}
