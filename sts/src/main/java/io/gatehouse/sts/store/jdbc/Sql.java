package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.EntryUuid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements of one transaction; values are always bound, never part of the text. */
public final class Sql {
  private static final int SWEPT_AT_ONCE = 500;

  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  public interface Reading<T> {
    T read(Row row) throws SQLException;
  }

  /** Returns how many rows were touched. */
  public int update(String text, Object... values) throws SQLException {
    try (var statement = prepare(text, values)) {
      return statement.executeUpdate();
    }
  }

  /** For statements that must touch exactly one row; another number is a bug. */
  public void updateOne(String text, Object... values) throws SQLException {
    int touched = update(text, values);
    if (touched != 1) {
      throw new IllegalStateException("touched " + touched + " rows instead of one: " + text);
    }
  }

  /**
   * Deletes rows that ended before; so few at a time that nobody waits for it.
   *
   * @param table has a column {@code ends_at} with an index
   * @param key its primary key
   */
  int sweep(String table, String key, Instant before) throws SQLException {
    return update(
        "DELETE FROM %1$s WHERE %2$s IN (SELECT %2$s FROM %1$s WHERE ends_at < ? ORDER BY ends_at, %2$s LIMIT ?)"
            .formatted(table, key),
        before,
        SWEPT_AT_ONCE);
  }

  public <T> List<T> list(String text, Reading<T> reading, Object... values) throws SQLException {
    try (var statement = prepare(text, values);
        var result = statement.executeQuery()) {
      var rows = new ArrayList<T>();
      while (result.next()) {
        rows.add(reading.read(new Row(result)));
      }
      return List.copyOf(rows);
    }
  }

  /** The first row. */
  public <T> Optional<T> first(String text, Reading<T> reading, Object... values)
      throws SQLException {
    return list(text, reading, values).stream().findFirst();
  }

  private PreparedStatement prepare(String text, Object... values) throws SQLException {
    var statement = connection.prepareStatement(text);
    try {
      for (int i = 0; i < values.length; i++) {
        bind(statement, i + 1, values[i]);
      }
      return statement;
    } catch (SQLException | RuntimeException failure) {
      statement.close();
      throw failure;
    }
  }

  private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    switch (value) {
      case String text -> statement.setString(at, text);
      case Long number -> statement.setLong(at, number);
      case Integer number -> statement.setInt(at, number);
      case Boolean flag -> statement.setLong(at, flag ? 1 : 0);
      case byte[] bytes -> statement.setBytes(at, bytes);
      case Instant instant -> statement.setLong(at, instant.toEpochMilli());
      case EntryUuid owner -> statement.setString(at, owner.value());
      case Enum<?> word -> statement.setString(at, word.name());
      case Optional<?> optional when optional.isPresent() -> bind(statement, at, optional.get());
      case Optional<?> nothing -> statement.setNull(at, Types.NULL);
      default -> throw new IllegalArgumentException("cannot bind a " + value.getClass().getName());
    }
  }
}
