package io.gatehouse.app.node;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that takes long to make: made once, when asked for or on a thread of its own before.
 */
public final class Early<T> implements Supplier<T> {
  private static final long READY_CHECK_MILLIS = 100;

  private final String name;
  private final FutureTask<T> making;

  public Early(String name, Supplier<T> maker) {
    this.name = name;
    this.making = new FutureTask<>(maker::get);
  }

  /** Begins now and does not wait. */
  public Early<T> begin() {
    Thread.ofPlatform().name(name).daemon().start(making);
    return this;
  }

  /** Begins once something is ready; who asks earlier waits for the making. */
  void beginOnce(BooleanSupplier ready, ScheduledExecutorService timer) {
    Runnable check =
        () -> {
          if (ready.getAsBoolean()) {
            var _ = begin();
          } else {
            beginOnce(ready, timer);
          }
        };
    var _ = timer.schedule(check, READY_CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public T get() {
    making.run();
    try {
      return making.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(name + " cannot be made", e.getCause());
    }
  }
}
