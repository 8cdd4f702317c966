package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A piece of work on its way through the writer, and the caller who waits for it. */
final class PendingWrite<T> {
  private static final long PATIENCE_SECONDS = 10;

  private final Database.Work<T> work;
  private final CountDownLatch finished = new CountDownLatch(1);
  private @Nullable T result;
  private @Nullable RuntimeException failure;

  PendingWrite(Database.Work<T> work) {
    this.work = work;
  }

  void run(Sql sql) throws SQLException {
    result = work.run(sql);
  }

  void acknowledge() {
    finished.countDown();
  }

  void fail(RuntimeException why) {
    if (finished.getCount() > 0) {
      failure = why;
      finished.countDown();
    }
  }

  T await() throws InterruptedException {
    if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new DependencyUnavailable(Dependency.STORE, "the disk did not answer in time");
    }
    if (failure != null) {
      failure.addSuppressed(new IllegalStateException("asked for here"));
      throw failure;
    }
    return Optional.ofNullable(result)
        .orElseThrow(() -> new IllegalStateException("a work answered null"));
  }
}
