package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few connections of one kind. While the server does not answer, at most as many threads wait as
 * there are connections; everybody else is refused at once, until a probe gets an answer.
 */
final class PostgresPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresPool.class);
  private static final int CONNECTIONS = 8;
  private static final long ADMISSION_MILLIS = 1000;
  private static final long PROBE_MILLIS = 250;

  private final PostgresServer server;
  private final boolean readOnly;
  private final Semaphore permits = new Semaphore(CONNECTIONS, true);
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean down = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  PostgresPool(PostgresServer server, boolean readOnly) {
    this.server = server;
    this.readOnly = readOnly;
  }

  /** What is done with a connection. */
  interface Task<T> {
    T run(Connection connection) throws SQLException;
  }

  /** Runs a task on a connection that is nobody else's; a broken one is never used again. */
  <T> T with(Task<T> task) throws SQLException {
    admit();
    try {
      var connection = connection();
      try {
        T result = task.run(connection);
        idle.push(connection);
        return result;
      } catch (SQLException | RuntimeException failure) {
        giveBack(connection);
        throw failure;
      }
    } finally {
      permits.release();
    }
  }

  private void admit() {
    try {
      if (down.get() || !permits.tryAcquire(ADMISSION_MILLIS, TimeUnit.MILLISECONDS)) {
        throw refusal();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DependencyUnavailable(Dependency.STORE, "interrupted while waiting", interrupted);
    }
    if (down.get() || closed.getCount() == 0) {
      permits.release();
      throw refusal();
    }
  }

  private DependencyUnavailable refusal() {
    var why = down.get() ? "PostgreSQL does not answer" : "every connection is busy";
    return new DependencyUnavailable(Dependency.STORE, closed.getCount() == 0 ? "closed" : why);
  }

  private Connection connection() throws SQLException {
    var waiting = idle.poll();
    if (waiting != null) {
      return waiting;
    }
    try {
      return server.connect(readOnly);
    } catch (SQLException unreachable) {
      if (!Dialect.isBug(unreachable)) {
        lost(unreachable);
      }
      throw unreachable;
    }
  }

  /**
   * A connection that can still be rolled back is whole; any other says that the server is gone.
   */
  private void giveBack(Connection connection) {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        idle.push(connection);
        return;
      }
      lost(new SQLException("the connection is closed"));
    } catch (SQLException broken) {
      lost(broken);
    }
    discard(connection);
  }

  private void lost(SQLException why) {
    if (closed.getCount() > 0 && down.compareAndSet(false, true)) {
      LOG.warn("PostgreSQL does not answer: {}", why.getMessage());
      for (var stale = idle.poll(); stale != null; stale = idle.poll()) {
        discard(stale);
      }
      var _ = Thread.ofVirtual().name("store-probe").start(this::probe);
    }
  }

  private void probe() {
    try {
      while (!closed.await(PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
        if (answers()) {
          down.set(false);
          LOG.info("PostgreSQL answers again");
          return;
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try {
      idle.push(server.connect(readOnly));
      return true;
    } catch (SQLException stillGone) {
      LOG.debug("PostgreSQL still does not answer", stillGone);
      return false;
    }
  }

  /** Without a word to a server that does not listen. */
  private static void discard(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      LOG.debug("a lost connection could not be closed", alreadyGone);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    for (var last = idle.poll(); last != null; last = idle.poll()) {
      discard(last);
    }
  }
}
