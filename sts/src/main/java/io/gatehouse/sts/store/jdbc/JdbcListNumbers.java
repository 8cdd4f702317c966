package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.certificates.ListNumbers;
import java.time.Instant;

/**
 * The last number in a row. It follows the clock, so that a store restored from a backup does not
 * give out numbers that were seen before (RFC 5280 §5.2.3).
 */
public final class JdbcListNumbers implements ListNumbers {
  private final Database database;

  public JdbcListNumbers(Database database) {
    this.database = database;
  }

  @Override
  public long next(Instant now) {
    return database.write(sql -> {
      sql.updateOne(
          """
          UPDATE revocation_list SET number = CASE WHEN number < ? THEN ? ELSE number + 1 END
          WHERE id = 1\
          """,
          now,
          now);
      return sql.first(
              "SELECT number FROM revocation_list WHERE id = 1", row -> row.number("number"))
          .orElseThrow();
    });
  }
}
