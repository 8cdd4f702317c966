package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.session.BrowserSession;
import io.gatehouse.sts.session.SessionStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Browser sessions in the relational store. */
public final class JdbcSessionStore implements SessionStore {
  private final Database database;

  public JdbcSessionStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Fingerprint cookie, Kept kept) {
    var signIn = kept.session().signIn();
    database.write(sql ->
        sql.update(
            """
            INSERT INTO browser_session
              (cookie, id, owner, username, auth_time, acr, amr, last_used_at, ends_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """,
            cookie.value(),
            signIn.session(),
            signIn.owner(),
            kept.session().username(),
            signIn.time(),
            signIn.contextClass(),
            SignInColumns.methods(signIn),
            kept.lastUsed(),
            kept.ends()));
  }

  @Override
  public Optional<Kept> find(Fingerprint cookie) {
    return database.read(sql ->
        sql.first(
            "SELECT * FROM browser_session WHERE cookie = ?",
            JdbcSessionStore::kept,
            cookie.value()));
  }

  private static Kept kept(Row row) throws SQLException {
    return new Kept(
        new BrowserSession(row.text("username"), SignInColumns.read(row, "id")),
        row.instant("last_used_at"),
        row.instant("ends_at"));
  }

  @Override
  public void used(Fingerprint cookie, Instant at) {
    database.write(sql ->
        sql.update(
            "UPDATE browser_session SET last_used_at = ? WHERE cookie = ?", at, cookie.value()));
  }

  @Override
  public void remove(String sessionId) {
    database.write(sql -> sql.update("DELETE FROM browser_session WHERE id = ?", sessionId));
  }

  @Override
  public void purge(Instant now) {
    database.write(sql -> sql.sweep("browser_session", "cookie", now));
  }
}
