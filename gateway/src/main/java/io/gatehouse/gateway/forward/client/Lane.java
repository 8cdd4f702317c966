package io.gatehouse.gateway.forward.client;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.xnio.XnioIoThread;

/**
 * What one I/O thread keeps for one endpoint: idle connections, the last used first. No other
 * thread touches it.
 */
public final class Lane {
  private static final int MOST_IDLE = 128;

  /** Less than what services usually allow: the one that gives up first should be us. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final XnioIoThread thread;
  private final LongSupplier nanos;
  private final HeadText text = new HeadText();
  private final RetryBudget budget;
  private final ArrayDeque<ServiceConnection> idle = new ArrayDeque<>();
  private boolean sweeping;

  Lane(XnioIoThread thread, LongSupplier nanos) {
    this.thread = thread;
    this.nanos = nanos;
    this.budget = new RetryBudget(nanos);
  }

  /** A connection that was used before and seems alive. */
  public Optional<ServiceConnection> take() {
    var connection = idle.poll();
    while (connection != null && !connection.isOpen()) {
      connection = idle.poll();
    }
    return Optional.ofNullable(connection);
  }

  void keep(ServiceConnection connection) {
    if (idle.size() == MOST_IDLE) {
      connection.close();
      return;
    }
    connection.idleSince(nanos.getAsLong());
    idle.push(connection);
    if (!sweeping) {
      sweeping = true;
      thread.executeAfter(this::sweep, IDLE_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  void forget(ServiceConnection connection) {
    idle.remove(connection);
  }

  private void sweep() {
    long now = nanos.getAsLong();
    while (!idle.isEmpty() && now - idle.peekLast().idleSince() >= IDLE_NANOS) {
      idle.removeLast().close();
    }
    sweeping = !idle.isEmpty();
    if (sweeping) {
      thread.executeAfter(this::sweep, IDLE_NANOS / 4, TimeUnit.NANOSECONDS);
    }
  }

  /** For putting a message together at once; its bytes are gone when the next one is. */
  public HeadText text() {
    return text.clear();
  }

  /** What may be sent twice. */
  public RetryBudget budget() {
    return budget;
  }
}
