package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.authorize.PushedRequestStore;
import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/** Pushed authorization requests in the relational store. */
public final class JdbcPushedRequestStore implements PushedRequestStore {
  private final Database database;

  public JdbcPushedRequestStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Fingerprint handle, Pushed request) {
    database.write(sql ->
        sql.update(
            "INSERT INTO pushed_request (handle, client, query, ends_at) VALUES (?, ?, ?, ?)",
            handle.value(),
            request.clientId(),
            request.query(),
            request.ends()));
  }

  @Override
  public Optional<Pushed> take(Fingerprint handle, String clientId, Instant now) {
    return database.write(sql -> {
      int taken =
          sql.update(
              """
              UPDATE pushed_request SET used_at = ?
              WHERE handle = ? AND client = ? AND used_at IS NULL AND ends_at > ?\
              """,
              now,
              handle.value(),
              clientId,
              now);
      return taken == 1
          ? sql.first(
              "SELECT * FROM pushed_request WHERE handle = ?",
              row -> new Pushed(row.text("client"), row.text("query"), row.instant("ends_at")),
              handle.value())
          : Optional.empty();
    });
  }

  @Override
  public void purge(Instant now) {
    database.write(sql -> sql.sweep("pushed_request", "handle", now));
  }
}
