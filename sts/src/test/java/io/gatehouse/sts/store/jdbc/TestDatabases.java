package io.gatehouse.sts.store.jdbc;

import io.gatehouse.testkit.PostgreSql;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Stores on the PostgreSQL server that all tests of a run share, each in a schema of its own. */
final class TestDatabases {
  /** Nothing is late because the machine is busy with other tests. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TestDatabases() {}

  static PostgresDatabase fresh() {
    return PostgresDatabase.open(fresh(PostgreSql.shared(), PATIENCE), InstantSource.system());
  }

  static PostgresServer fresh(PostgreSql server, Duration patience) {
    var schema = server.newName();
    try (var connection = DriverManager.getConnection(server.url());
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return new PostgresServer(
        server.url() + "&currentSchema=" + schema, Optional.empty(), Optional.empty(), patience);
  }
}
