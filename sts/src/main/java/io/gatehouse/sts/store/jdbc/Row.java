package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.EntryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** One row of an answer. Times are stored as milliseconds since 1970. */
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  public String text(String column) throws SQLException {
    return present(column, result.getString(column));
  }

  public Optional<String> textIfAny(String column) throws SQLException {
    return Optional.ofNullable(result.getString(column));
  }

  public long number(String column) throws SQLException {
    return result.getLong(column);
  }

  public boolean flag(String column) throws SQLException {
    return result.getLong(column) != 0;
  }

  public byte[] bytes(String column) throws SQLException {
    return present(column, result.getBytes(column));
  }

  public Optional<byte[]> bytesIfAny(String column) throws SQLException {
    return Optional.ofNullable(result.getBytes(column));
  }

  public Instant instant(String column) throws SQLException {
    return Instant.ofEpochMilli(result.getLong(column));
  }

  public Optional<Instant> instantIfAny(String column) throws SQLException {
    long millis = result.getLong(column);
    return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  public Optional<EntryUuid> ownerIfAny(String column) throws SQLException {
    return textIfAny(column).map(EntryUuid::new);
  }

  private static <T> T present(String column, @org.jspecify.annotations.Nullable T value) {
    return Optional.ofNullable(value)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }
}
