package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.SealedPlaces;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Every column of the store that holds sealed values. */
public final class JdbcSealedPlaces implements SealedPlaces {
  private static final int AT_ONCE = 100;

  private final Database database;

  public JdbcSealedPlaces(Database database) {
    this.database = database;
  }

  /**
   * @param filter restricts the rows to those of which {@code key} names one
   * @param place what a value of the row was sealed for
   */
  private record Column(
      String table, String key, String sealed, String filter, Sql.Reading<String> place) {
    List<Value> after(Sql sql, String last) throws SQLException {
      return sql.list(
          "SELECT * FROM %1$s WHERE %2$s%3$s > ? AND length(%4$s) > 0 ORDER BY %3$s LIMIT ?"
              .formatted(table, filter, key, sealed),
          row -> new Value(row.text(key), place.read(row), row.bytes(sealed)),
          last,
          AT_ONCE);
    }

    /** A value that somebody else changed meanwhile is left to the next round. */
    boolean replace(Sql sql, Value value, byte[] by) throws SQLException {
      return sql.update(
              "UPDATE %1$s SET %4$s = ? WHERE %2$s%3$s = ? AND %4$s = ?"
                  .formatted(table, filter, key, sealed),
              by,
              value.key(),
              value.sealed())
          == 1;
    }
  }

  private record Value(String key, String place, byte[] sealed) {}

  private static List<Column> columns() {
    var columns = new ArrayList<Column>();
    columns.add(
        new Column(
            "signing_key",
            "kid",
            "sealed",
            "",
            row ->
                "signing_key/"
                    + JwsAlgorithm.valueOf(row.text("alg")).word()
                    + "/"
                    + row.text("kid")));
    columns.add(
        new Column(
            "sealed_value", "name", "sealed", "", row -> "sealed_value/" + row.text("name")));
    columns.add(
        new Column(
            "refresh_family", "id", "sealed_key", "", row -> "refresh_family/" + row.text("id")));
    for (var kind : Kind.values()) {
      columns.add(
          new Column(
              "ledger_entry",
              "id",
              "sealed_verifier",
              "kind = '" + kind + "' AND ",
              row -> "ledger_entry/" + kind + "/" + row.text("id")));
    }
    return columns;
  }

  @Override
  public int reseal(Kek kek) {
    return columns().stream().mapToInt(column -> reseal(column, kek)).sum();
  }

  private int reseal(Column column, Kek kek) {
    int changed = 0;
    var page = database.read(sql -> column.after(sql, ""));
    while (!page.isEmpty()) {
      var old = page.stream().filter(value -> !kek.isCurrent(value.sealed())).toList();
      if (!old.isEmpty()) {
        changed += database.write(sql -> replace(sql, column, old, kek));
      }
      var last = page.getLast().key();
      page = database.read(sql -> column.after(sql, last));
    }
    return changed;
  }

  private static int replace(Sql sql, Column column, List<Value> old, Kek kek) throws SQLException {
    int changed = 0;
    for (var value : old) {
      var sealed = kek.resealed(value.sealed(), value.place());
      changed += column.replace(sql, value, sealed) ? 1 : 0;
    }
    return changed;
  }
}
