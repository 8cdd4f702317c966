package io.gatehouse.ldap.connection;

import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.ldap.settings.LdapUrl;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** At most so many connections, lent one caller at a time; broken ones never come back. */
final class ConnectionPool {
  private static final long PATIENCE_MILLIS = 1_000;
  // R04: at most five connections a second are given up for a better server, so that its return
  // does not start a storm.
  private static final long RETIRE_EVERY = Duration.ofMillis(200).toNanos();

  private final Servers servers;
  private final Dialer dialer;
  private final Semaphore places;
  private final LongSupplier nanos;
  private final Deque<Link> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong nextRetirement;
  private final AtomicBoolean closed = new AtomicBoolean();

  ConnectionPool(Servers servers, Dialer dialer, int size, LongSupplier nanos) {
    this.servers = servers;
    this.dialer = dialer;
    this.places = new Semaphore(size, true);
    this.nanos = nanos;
    this.nextRetirement = new AtomicLong(nanos.getAsLong());
  }

  /** An idle connection that looks alive; holds a place until given back. */
  Optional<Link> takeIdle() {
    for (var link = idle.pollFirst(); link != null; link = idle.pollFirst()) {
      if (link.usable()) {
        return Optional.of(link);
      }
      link.close();
    }
    return Optional.empty();
  }

  Link open() throws LDAPException {
    return servers.connect(dialer);
  }

  void enter() {
    try {
      if (!places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw Outage.because("every connection to the directory is busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Outage.because("interrupted while waiting for a connection to the directory");
    }
  }

  void leave() {
    places.release();
  }

  void giveBack(Link link) {
    if (closed.get() || !link.usable() || retires(link.server())) {
      link.close();
      return;
    }
    idle.addFirst(link);
    if (closed.get()) {
      close();
    }
  }

  /** A server failed: what is open to it is not trusted any more. */
  void forget(LdapUrl server) {
    for (var link : List.copyOf(idle)) {
      if (link.server().equals(server) && idle.remove(link)) {
        link.close();
      }
    }
  }

  void close() {
    closed.set(true);
    for (var link = idle.pollFirst(); link != null; link = idle.pollFirst()) {
      link.close();
    }
  }

  private boolean retires(LdapUrl server) {
    if (servers.best(server)) {
      return false;
    }
    var due = nextRetirement.get();
    var now = nanos.getAsLong();
    return now - due >= 0 && nextRetirement.compareAndSet(due, now + RETIRE_EVERY);
  }
}
