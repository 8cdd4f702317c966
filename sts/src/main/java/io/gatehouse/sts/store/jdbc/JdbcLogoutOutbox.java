package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.logout.LogoutOutbox;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What clients are still to be told, in the relational store. */
public final class JdbcLogoutOutbox implements LogoutOutbox {
  private final Database database;

  public JdbcLogoutOutbox(Database database) {
    this.database = database;
  }

  /** Part of the transaction that ends the session. */
  static void sessionEnded(Sql sql, String session, Instant at) throws SQLException {
    sql.update(
        """
        INSERT INTO logout_notice (id, client, session, subject, tries, next_at)
        SELECT DISTINCT session || '/' || client, client, session, owner, 0, CAST(? AS BIGINT)
        FROM authorization_code WHERE session = ?
        ON CONFLICT DO NOTHING\
        """,
        at,
        session);
  }

  @Override
  public List<Notice> due(Instant now, int most) {
    return database.read(sql ->
        sql.list(
            "SELECT * FROM logout_notice WHERE next_at <= ? ORDER BY next_at LIMIT ?",
            JdbcLogoutOutbox::notice,
            now,
            most));
  }

  private static Notice notice(Row row) throws SQLException {
    return new Notice(
        row.text("id"),
        row.text("client"),
        row.text("session"),
        row.text("subject"),
        Math.toIntExact(row.number("tries")),
        row.instant("next_at"));
  }

  @Override
  public boolean claim(Notice notice, Instant next) {
    return database.write(sql ->
        sql.update(
            "UPDATE logout_notice SET tries = tries + 1, next_at = ? WHERE id = ? AND tries = ?",
            next,
            notice.id(),
            notice.tries()))
        == 1;
  }

  @Override
  public void remove(String id) {
    var _ = database.write(sql -> sql.update("DELETE FROM logout_notice WHERE id = ?", id));
  }
}
