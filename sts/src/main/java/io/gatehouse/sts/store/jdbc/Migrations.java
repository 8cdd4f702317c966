package io.gatehouse.sts.store.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The numbered steps of the schema, each applied once in its own transaction. A step that was
 * released never changes; a change is a new step at the end of the list. A step adds: what the
 * version before reads and writes is still there, unless its name says that it is breaking.
 */
final class Migrations {
  /** Names of the resources beside this class; the position in the list is the version. */
  static final List<String> STEPS =
      List.of(
          "0001-keys",
          "0002-ledger",
          "0003-clients-and-admin",
          "0100-browser-and-grants",
          "0101-quotas",
          "0102-bound-refresh-tokens",
          "0200-claims-and-dpop",
          "0301-registration",
          "0302-device-codes",
          "0303-logout-notices",
          "0304-revocation-lists",
          "0201-pushed-requests",
          "0401-consents",
          "0305-certified-keys");

  /** How the name of a step begins that an older version cannot live with. */
  private static final String BREAKING = "breaking-";

  private Migrations() {}

  static void apply(Connection connection, Dialect dialect, InstantSource clock)
      throws SQLException {
    var sql = new Sql(connection);
    int version = dialect.isNew(sql) ? 0 : currentVersion(sql);
    requireUnchanged(sql, version);
    connection.commit();
    for (int next = version; next < STEPS.size(); next++) {
      step(connection, dialect, next, clock);
    }
  }

  /** Steps that only add leave a store that an older version can go on using. */
  private static int currentVersion(Sql sql) throws SQLException {
    var names = sql.list("SELECT name FROM schema_step ORDER BY version", row -> row.text("name"));
    if (names.stream().skip(STEPS.size()).anyMatch(name -> name.startsWith(BREAKING))) {
      throw new StateRefused(
          "The store was written by a newer Gatehouse (schema "
              + names.size()
              + ") and was changed in a way that this one cannot read; use that one.");
    }
    return Math.min(names.size(), STEPS.size());
  }

  private static void requireUnchanged(Sql sql, int version) throws SQLException {
    for (int step = 0; step < version; step++) {
      var digest =
          sql.first(
              "SELECT digest FROM schema_step WHERE version = ?",
              row -> row.text("digest"),
              step + 1);
      if (!digest.equals(Optional.of(digest(script(step))))) {
        throw new StateRefused(
            "Step " + STEPS.get(step) + " of the store's schema is not the one of this version.");
      }
    }
  }

  private static void step(Connection connection, Dialect dialect, int step, InstantSource clock)
      throws SQLException {
    var sql = new Sql(connection);
    String script = script(step);
    for (String statement : script.split(";\\s*\\n", -1)) {
      if (!statement.isBlank()) {
        sql.update(statement);
      }
    }
    sql.update(
        "INSERT INTO schema_step (version, name, digest, applied_at) VALUES (?, ?, ?, ?)",
        step + 1,
        STEPS.get(step),
        digest(script),
        clock.instant());
    dialect.stamp(sql, step + 1);
    connection.commit();
  }

  private static String script(int step) {
    String name = STEPS.get(step) + ".sql";
    try (var in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(name, failure);
    }
  }

  private static String digest(String script) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
