package io.gatehouse.ldap.connection;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.ldap.settings.DirectorySettings;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The way to the directory: at most eight connections that read as the bind account and eight that
 * try people's passwords. Safe for any number of threads; every method may block for seconds.
 */
public final class DirectoryConnections implements AutoCloseable {
  private static final int CONNECTIONS_EACH = 8;

  private final Servers servers;
  private final Dialer readingDialer;
  private final ConnectionPool reading;
  private final ConnectionPool binding;
  private final Breaker breaker;
  private final Bulkhead bulkhead = new Bulkhead();

  /**
   * @param nanos a monotonic clock
   */
  public DirectoryConnections(DirectorySettings settings, LongSupplier nanos) {
    this.servers = new Servers(settings.servers(), nanos);
    this.readingDialer = new Dialer(settings.transport(), Optional.of(settings.account()));
    var bindingDialer = new Dialer(settings.transport(), Optional.empty());
    this.reading = new ConnectionPool(servers, readingDialer, CONNECTIONS_EACH, nanos);
    this.binding = new ConnectionPool(servers, bindingDialer, CONNECTIONS_EACH, nanos);
    this.breaker = new Breaker(nanos);
  }

  /** Asks as the bind account. */
  public <T> T read(Exchange<T> exchange) {
    return guarded(reading, exchange);
  }

  /** Asks over a connection that is nobody, or whoever was bound last: only for a bind. */
  public <T> T bind(Exchange<T> exchange) {
    return guarded(binding, exchange);
  }

  /** As {@link #read}, past the open breaker: for the one caller that finds out what is up. */
  public <T> T probe(Exchange<T> exchange) {
    recoverPreferred();
    return onPool(reading, Breaker.Pass.PROBE, exchange);
  }

  @Override
  public void close() {
    reading.close();
    binding.close();
  }

  private <T> T guarded(ConnectionPool pool, Exchange<T> exchange) {
    var pass = breaker.pass();
    if (pass == Breaker.Pass.REFUSED) {
      throw justFailed();
    }
    bulkhead.enter();
    try {
      return onPool(pool, pass, exchange);
    } finally {
      bulkhead.leave();
    }
  }

  private RuntimeException justFailed() {
    return Outage.because("the directory failed just now: " + servers.names());
  }

  private <T> T onPool(ConnectionPool pool, Breaker.Pass pass, Exchange<T> exchange) {
    pool.enter();
    try {
      // Those who queued behind the first failures need not find out for themselves (R02).
      if (pass == Breaker.Pass.CLOSED && breaker.open()) {
        throw justFailed();
      }
      var kept = pool.takeIdle();
      if (kept.isPresent()) {
        var answer = onIdle(pool, kept.get(), exchange);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
      return onLink(pool, opened(pool), exchange);
    } finally {
      pool.leave();
    }
  }

  /** Empty when the connection had died unnoticed, so that a new one is worth a try. */
  private <T> Optional<T> onIdle(ConnectionPool pool, Link link, Exchange<T> exchange) {
    try {
      return Optional.of(answered(pool, link, exchange));
    } catch (LDAPException e) {
      settle(pool, link, e);
      // A time-out is not tried again: the caller has waited as long as a caller may (R02).
      if (e.getResultCode().isConnectionUsable() || e.getResultCode().equals(ResultCode.TIMEOUT)) {
        throw failed(e, link);
      }
      return Optional.empty();
    }
  }

  private <T> T onLink(ConnectionPool pool, Link link, Exchange<T> exchange) {
    try {
      return answered(pool, link, exchange);
    } catch (LDAPException e) {
      settle(pool, link, e);
      throw failed(e, link);
    }
  }

  private Link opened(ConnectionPool pool) {
    try {
      return pool.open();
    } catch (LDAPException e) {
      breaker.failed();
      throw Outage.of(e, servers.names());
    }
  }

  private <T> T answered(ConnectionPool pool, Link link, Exchange<T> exchange)
      throws LDAPException {
    T answer;
    try {
      answer = exchange.on(link);
    } catch (RuntimeException | Error e) {
      link.close();
      throw e;
    }
    breaker.succeeded();
    pool.giveBack(link);
    return answer;
  }

  private void settle(ConnectionPool pool, Link link, LDAPException cause) {
    if (cause.getResultCode().isConnectionUsable()) {
      pool.giveBack(link);
      return;
    }
    link.close();
    if (cause.getResultCode().equals(ResultCode.TIMEOUT)) {
      servers.failed(link.server());
    }
    reading.forget(link.server());
    binding.forget(link.server());
  }

  private RuntimeException failed(LDAPException cause, Link link) {
    if (Outage.ofServer(cause)) {
      breaker.failed();
    }
    return Outage.of(cause, link.server().toString());
  }

  private void recoverPreferred() {
    var due = servers.dueForProbe();
    if (due.isEmpty()) {
      return;
    }
    try {
      var link = readingDialer.dial(due.get());
      servers.recovered(due.get());
      reading.giveBack(link);
    } catch (LDAPException e) {
      servers.failed(due.get());
    }
  }
}
