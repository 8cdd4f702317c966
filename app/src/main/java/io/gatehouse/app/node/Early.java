package io.gatehouse.app.node;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Something that takes long to make: made once, when asked for or on a thread of its own before.
 */
public final class Early<T> implements Supplier<T> {
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
