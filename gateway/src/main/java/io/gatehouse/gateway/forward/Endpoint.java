package io.gatehouse.gateway.forward;

import io.undertow.client.ClientConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.xnio.XnioIoThread;

/**
 * One address of a service: its idle connections, how busy it is, and whether it is worth trying.
 *
 * <p>A connection belongs to one I/O thread; so does each deque, which no other thread touches.
 */
final class Endpoint {
  private static final int MOST_IDLE = 64;
  private static final int MOST_IN_FLIGHT = 1024;
  private static final int FAILURES_THAT_OPEN = 5;
  private static final long OPEN_FOR = Duration.ofSeconds(2).toNanos();

  private final URI uri;
  private final LongSupplier nanos;
  private final Map<XnioIoThread, ArrayDeque<ClientConnection>> idle = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile long closedUntil;

  Endpoint(URI uri, LongSupplier nanos) {
    this.uri = uri;
    this.nanos = nanos;
  }

  URI uri() {
    return uri;
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Takes a place; empty when the endpoint is full or was found dead just now. */
  boolean enter() {
    if (failures.get() >= FAILURES_THAT_OPEN && nanos.getAsLong() - closedUntil < 0) {
      return false;
    }
    if (inFlight.incrementAndGet() > MOST_IN_FLIGHT) {
      inFlight.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    inFlight.decrementAndGet();
  }

  void connected() {
    failures.set(0);
  }

  // The next try after the pause is the probe; when it fails the pause begins again.
  void unreachable() {
    if (failures.incrementAndGet() >= FAILURES_THAT_OPEN) {
      closedUntil = nanos.getAsLong() + OPEN_FOR;
    }
  }

  /** An idle connection of this very I/O thread. */
  Optional<ClientConnection> take(XnioIoThread thread) {
    var mine = idle.get(thread);
    while (mine != null && !mine.isEmpty()) {
      var connection = mine.pop();
      if (connection.isOpen()) {
        return Optional.of(connection);
      }
    }
    return Optional.empty();
  }

  /** Keeps a connection whose exchange is completely over. */
  void keep(XnioIoThread thread, ClientConnection connection) {
    var mine = idle.computeIfAbsent(thread, made -> new ArrayDeque<>());
    if (connection.isOpen() && !connection.isUpgraded() && mine.size() < MOST_IDLE) {
      mine.push(connection);
    } else {
      org.xnio.IoUtils.safeClose(connection);
    }
  }
}
