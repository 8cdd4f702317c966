package io.gatehouse.gateway.forward;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Tells when nothing has moved for too long. One timer, set again only when it fires. */
final class Watch {
  private final XnioIoThread thread;
  private final LongSupplier nanos;
  private final Runnable expired;
  private long patience;
  private long lastMoved;
  private XnioExecutor.@Nullable Key timer;

  Watch(XnioIoThread thread, LongSupplier nanos, Runnable expired) {
    this.thread = thread;
    this.nanos = nanos;
    this.expired = expired;
  }

  void start(Duration longest) {
    patience = longest.toNanos();
    moved();
    if (timer == null) {
      schedule(patience);
    }
  }

  void moved() {
    lastMoved = nanos.getAsLong();
  }

  void stop() {
    var running = timer;
    timer = null;
    if (running != null) {
      running.remove();
    }
  }

  private void schedule(long wait) {
    timer = thread.executeAfter(this::look, Math.max(1, wait), TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (timer == null) {
      return;
    }
    timer = null;
    long left = patience - (nanos.getAsLong() - lastMoved);
    if (left > 0) {
      schedule(left);
    } else {
      expired.run();
    }
  }
}
