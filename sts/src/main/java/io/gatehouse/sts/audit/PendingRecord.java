package io.gatehouse.sts.audit;

import io.gatehouse.identity.AuditSink.Event;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A record on its way to the disk, and the caller who waits for it. */
final class PendingRecord {
  private static final long PATIENCE_SECONDS = 10;

  private final Event event;
  private final CountDownLatch finished = new CountDownLatch(1);
  private @Nullable DependencyUnavailable failure;

  PendingRecord(Event event) {
    this.event = event;
  }

  Event event() {
    return event;
  }

  void acknowledge() {
    finished.countDown();
  }

  void fail(DependencyUnavailable why) {
    failure = why;
    finished.countDown();
  }

  void await() throws InterruptedException {
    if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new DependencyUnavailable(Dependency.STORE, "the disk did not answer in time");
    }
    if (failure != null) {
      throw failure;
    }
  }
}
