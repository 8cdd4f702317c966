package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.keys.SealedValueStore;
import java.util.HashMap;
import java.util.Map;

/** Sealed values by name. */
public final class JdbcSealedValueStore implements SealedValueStore {
  private final Database database;

  public JdbcSealedValueStore(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, byte[]> startingWith(String prefix) {
    return database.read(sql -> {
      var values = new HashMap<String, byte[]>();
      var _ =
          sql.list(
              "SELECT name, sealed FROM sealed_value WHERE substr(name, 1, ?) = ?",
              row -> values.put(row.text("name"), row.bytes("sealed")) == null,
              prefix.length(),
              prefix);
      return values;
    });
  }

  @Override
  public void putIfAbsent(String name, byte[] sealed) {
    var _ =
        database.write(sql ->
            sql.update(
                """
                INSERT INTO sealed_value (name, sealed) VALUES (?, ?)
                ON CONFLICT (name) DO NOTHING\
                """,
                name,
                sealed));
  }
}
