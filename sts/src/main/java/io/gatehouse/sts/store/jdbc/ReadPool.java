package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A few connections for reading; who finds none free within a second meets an outage. */
final class ReadPool implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 1;

  private final List<Connection> all;
  private final BlockingQueue<Connection> free;

  ReadPool(List<Connection> connections) {
    this.all = List.copyOf(connections);
    this.free = new ArrayBlockingQueue<>(all.size(), false, all);
  }

  <T> T read(Database.Work<T> work) {
    var connection = take();
    try {
      T result = work.run(new Sql(connection));
      connection.rollback();
      return result;
    } catch (SQLException | RuntimeException failure) {
      rollback(connection);
      throw Failures.translated(failure);
    } finally {
      free.add(connection);
    }
  }

  private Connection take() {
    try {
      var connection = free.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (connection == null) {
        throw new DependencyUnavailable(Dependency.STORE, "every read connection is busy");
      }
      return connection;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DependencyUnavailable(Dependency.STORE, "interrupted while waiting", interrupted);
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      throw new DependencyUnavailable(Dependency.STORE, "a read connection is broken", broken);
    }
  }

  @Override
  public void close() throws SQLException {
    for (var connection : all) {
      connection.close();
    }
  }
}
