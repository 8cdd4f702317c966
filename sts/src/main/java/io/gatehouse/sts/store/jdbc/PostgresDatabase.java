package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * PostgreSQL: each piece of work is a transaction of its own. Rows that decide who is first are
 * taken by one conditional UPDATE, which read committed judges again after a wait; reads see one
 * snapshot.
 */
public final class PostgresDatabase implements Database {
  private static final int TRIES = 4;
  private static final Duration SCHEMA_PATIENCE = Duration.ofSeconds(60);

  /** "GTHS": one process at a time changes the schema. */
  private static final String LOCK = "SELECT pg_advisory_lock(" + StoreFile.APPLICATION_ID;

  private final PostgresPool readers;
  private final PostgresPool writers;

  private PostgresDatabase(PostgresServer server) {
    this.readers = new PostgresPool(server, true);
    this.writers = new PostgresPool(server, false);
  }

  /**
   * Connects, and brings the schema up to this version.
   *
   * @throws StateRefused when the schema is not one that this version can work with
   * @throws DependencyUnavailable when the server cannot be reached
   */
  public static PostgresDatabase open(PostgresServer server, InstantSource clock) {
    var patient =
        new PostgresServer(server.url(), server.user(), server.password(), SCHEMA_PATIENCE);
    try (var connection = patient.connect(false)) {
      try (var lock = connection.createStatement()) {
        var _ = lock.execute(LOCK + ")");
        Migrations.apply(connection, Dialect.POSTGRESQL, clock);
      }
      connection.commit();
    } catch (SQLException failure) {
      throw refused(server, failure);
    }
    return new PostgresDatabase(server);
  }

  private static RuntimeException refused(PostgresServer server, SQLException failure) {
    var at = "The store at " + server.url().replaceAll("\\?.*", "");
    return switch (String.valueOf(failure.getSQLState())) {
      case "28P01", "28000" ->
          new StateRefused(at + " does not accept the user or the password: " + said(failure));
      case "3D000" ->
          new StateRefused(at + " has no such database; make it first: " + said(failure));
      case "42501" -> new StateRefused(at + " lets this user make no tables: " + said(failure));
      default ->
          new DependencyUnavailable(
              Dependency.STORE, at + " cannot be reached: " + said(failure), failure);
    };
  }

  private static String said(SQLException failure) {
    return String.valueOf(failure.getMessage()).replace('\n', ' ');
  }

  @Override
  public <T> T write(Work<T> work) {
    try {
      return writers.with(connection -> written(connection, work));
    } catch (SQLException failure) {
      throw Failures.translated(failure);
    }
  }

  private static <T> T written(Connection connection, Work<T> work) throws SQLException {
    for (int left = TRIES - 1; ; left--) {
      try {
        T result = work.run(new Sql(connection));
        connection.commit();
        return result;
      } catch (SQLException failure) {
        if (left == 0 || !Dialect.mayRunAgain(failure)) {
          throw failure;
        }
        connection.rollback();
      }
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    try {
      return readers.with(connection -> {
        T result = work.run(new Sql(connection));
        connection.commit();
        return result;
      });
    } catch (SQLException failure) {
      throw Failures.translated(failure);
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
