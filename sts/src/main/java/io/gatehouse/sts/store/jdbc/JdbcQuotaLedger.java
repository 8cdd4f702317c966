package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.QuotaLedger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Quotas in the store. What is leased is gone from the window even if its holder crashes: the loss
 * is the caller's, never more than a lease.
 */
public final class JdbcQuotaLedger implements QuotaLedger {
  private static final int SWEPT_AT_ONCE = 100;

  private final Database database;

  public JdbcQuotaLedger(Database database) {
    this.database = database;
  }

  @Override
  public Lease lease(String key, Quota quota, long want, Instant at) {
    var window = Span.of(quota.window(), at);
    return database.write(sql -> lease(sql, new Asked(key, quota.count(), want), window));
  }

  private static Lease lease(Sql sql, Asked asked, Span window) throws SQLException {
    sweep(sql, window.start());
    var _ =
        sql.update(
            """
            INSERT INTO quota_window (quota_key, window_start, window_end, leased)
            VALUES (?, ?, ?, 0) ON CONFLICT (quota_key, window_start) DO NOTHING\
            """,
            asked.key(),
            window.start(),
            window.end());
    // Writing first locks the row: another process cannot lease the same calls meanwhile.
    sql.updateOne(
        "UPDATE quota_window SET leased = leased WHERE quota_key = ? AND window_start = ?",
        asked.key(),
        window.start());
    long leased =
        sql.first(
                "SELECT leased FROM quota_window WHERE quota_key = ? AND window_start = ?",
                row -> row.number("leased"),
                asked.key(),
                window.start())
            .orElseThrow();
    long granted = Math.clamp(asked.count() - leased, 0, asked.want());
    sql.updateOne(
        "UPDATE quota_window SET leased = ? WHERE quota_key = ? AND window_start = ?",
        leased + granted,
        asked.key(),
        window.start());
    return new Lease(granted, Math.max(0, asked.count() - leased - granted), window.end());
  }

  private static void sweep(Sql sql, Instant before) throws SQLException {
    var _ =
        sql.update(
            """
            DELETE FROM quota_window WHERE (quota_key, window_start) IN (
              SELECT quota_key, window_start FROM quota_window WHERE window_end < ? LIMIT ?)\
            """,
            before,
            SWEPT_AT_ONCE);
  }

  private record Asked(String key, long count, long want) {}

  /** One calendar window in UTC. */
  private record Span(Instant start, Instant end) {
    static Span of(Window window, Instant at) {
      var time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
      return switch (window) {
        case HOUR -> from(time.truncatedTo(ChronoUnit.HOURS), ChronoUnit.HOURS);
        case DAY -> from(time.truncatedTo(ChronoUnit.DAYS), ChronoUnit.DAYS);
        case MONTH -> from(time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1), ChronoUnit.MONTHS);
      };
    }

    private static Span from(LocalDateTime start, ChronoUnit length) {
      return new Span(
          start.toInstant(ZoneOffset.UTC), start.plus(1, length).toInstant(ZoneOffset.UTC));
    }
  }
}
