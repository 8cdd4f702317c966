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

  @Override
  public void add(List<Notice> notices) {
    var _ =
        database.write(sql -> {
          for (var notice : notices) {
            sql.updateOne(
                """
                INSERT INTO logout_notice (id, client, session, subject, tries, next_at)
                VALUES (?, ?, ?, ?, ?, ?)\
                """,
                notice.id(),
                notice.clientId(),
                notice.session(),
                notice.subject(),
                notice.tries(),
                notice.next());
          }
          return true;
        });
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
  public void later(String id, Instant next) {
    var _ =
        database.write(sql ->
            sql.update(
                "UPDATE logout_notice SET tries = tries + 1, next_at = ? WHERE id = ?", next, id));
  }

  @Override
  public void remove(String id) {
    var _ = database.write(sql -> sql.update("DELETE FROM logout_notice WHERE id = ?", id));
  }
}
