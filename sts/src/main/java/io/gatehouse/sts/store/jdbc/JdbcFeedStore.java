package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.sts.feed.FeedStore;
import java.util.List;

/** The events that the ledger's statements wrote. */
public final class JdbcFeedStore implements FeedStore {
  private final Database database;

  public JdbcFeedStore(Database database) {
    this.database = database;
  }

  @Override
  public long last() {
    return database.read(sql ->
        sql.first("SELECT sequence FROM feed_head WHERE id = 1", row -> row.number("sequence"))
            .orElseThrow(() -> new IllegalStateException("the feed has no head")));
  }

  @Override
  public List<LedgerEvent> after(long sequence, int most) {
    return database.read(sql ->
        sql.list(
            "SELECT * FROM feed_event WHERE sequence > ? ORDER BY sequence LIMIT ?",
            row ->
                new LedgerEvent(
                    row.number("sequence"),
                    row.instant("at"),
                    LedgerSql.subject(row),
                    Change.valueOf(row.text("change"))),
            sequence,
            most));
  }
}
