package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. Work that waits while a commit is synced shares the next commit, each piece under
 * a savepoint of its own, so one fsync acknowledges many callers and a failing piece undoes only
 * itself.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int WAITING = 1024;
  private static final int TOGETHER = 64;
  private static final long ADMISSION_SECONDS = 1;

  private final Connection connection;
  private final BlockingQueue<PendingWrite<?>> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile boolean open = true;
  private volatile boolean poisoned;

  GroupCommit(Connection connection) {
    this.connection = connection;
    // A platform thread: the driver's native calls would pin the carrier of a virtual one.
    this.thread = Thread.ofPlatform().name("store-writer").daemon(true).start(this::work);
  }

  <T> T write(Database.Work<T> work) {
    var pending = new PendingWrite<>(work);
    try {
      if (poisoned || !open || !queue.offer(pending, ADMISSION_SECONDS, TimeUnit.SECONDS)) {
        throw new DependencyUnavailable(Dependency.STORE, refusal());
      }
      return pending.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DependencyUnavailable(Dependency.STORE, "interrupted while waiting", interrupted);
    }
  }

  private String refusal() {
    if (poisoned) {
      return "the store refuses writes since one failed on disk; restart after checking the disk";
    }
    return open ? "too many writes are waiting" : "the store is closed";
  }

  private void work() {
    var group = new ArrayList<PendingWrite<?>>();
    while (open || !queue.isEmpty()) {
      try {
        var first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, TOGETHER - 1);
          commit(group);
          group.clear();
        }
      } catch (InterruptedException stop) {
        open = false;
      }
    }
  }

  private void commit(List<PendingWrite<?>> group) {
    var done = new ArrayList<PendingWrite<?>>();
    try {
      for (var pending : group) {
        if (runs(pending)) {
          done.add(pending);
        }
      }
      connection.commit();
      done.forEach(PendingWrite::acknowledge);
    } catch (SQLException | RuntimeException | Error failure) {
      poisoned |= failure instanceof SQLException sql && Dialect.leavesDiskInDoubt(sql);
      LOG.error("a commit of {} writes failed", done.size(), failure);
      rollback();
      var outage = new DependencyUnavailable(Dependency.STORE, "the commit failed", failure);
      group.forEach(pending -> pending.fail(outage));
    }
  }

  private boolean runs(PendingWrite<?> pending) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      pending.run(new Sql(connection));
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException | RuntimeException | Error failure) {
      // When this fails too, the whole transaction is lost and the group is told so.
      connection.rollback(before);
      pending.fail(Failures.translated(failure));
      return false;
    }
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException nothingLeft) {
      // A full disk or a failed sync has undone the transaction already.
      poisoned |= Dialect.leavesDiskInDoubt(nothingLeft);
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join(10_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    var closed = new DependencyUnavailable(Dependency.STORE, "the store is closed");
    queue.forEach(pending -> pending.fail(closed));
  }
}
