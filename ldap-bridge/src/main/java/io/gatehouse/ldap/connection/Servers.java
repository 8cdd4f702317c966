package io.gatehouse.ldap.connection;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.ldap.settings.LdapUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The servers in order of preference and which of them failed lately. A failed one is passed over
 * for half a minute, or until a probe finds it well again.
 */
final class Servers {
  private static final long PASSED_OVER = Duration.ofSeconds(30).toNanos();
  private static final long PROBE_EVERY = Duration.ofSeconds(10).toNanos();

  private final List<LdapUrl> inOrder;
  private final LongSupplier nanos;
  private final Map<LdapUrl, Long> downUntil = new ConcurrentHashMap<>();
  private final AtomicLong nextProbe;

  Servers(List<LdapUrl> inOrder, LongSupplier nanos) {
    this.inOrder = inOrder;
    this.nanos = nanos;
    this.nextProbe = new AtomicLong(nanos.getAsLong());
  }

  Link connect(Dialer dialer) throws LDAPException {
    var failure = new LDAPException(ResultCode.CONNECT_ERROR, "no directory server is configured");
    var up = inOrder.stream().filter(this::up).toList();
    for (var server : up.isEmpty() ? inOrder : up) {
      try {
        var link = dialer.dial(server);
        downUntil.remove(server);
        return link;
      } catch (LDAPException e) {
        failed(server);
        failure = e;
      }
    }
    throw failure;
  }

  void failed(LdapUrl server) {
    downUntil.put(server, nanos.getAsLong() + PASSED_OVER);
  }

  /** Whether a connection to this server is worth keeping: no better one is up. */
  boolean best(LdapUrl server) {
    return inOrder.stream().filter(this::up).findFirst().map(server::equals).orElse(true);
  }

  /** The most preferred server that is passed over while another serves; one every 10 s. */
  Optional<LdapUrl> dueForProbe() {
    var down = inOrder.stream().filter(server -> !up(server)).toList();
    var due = nextProbe.get();
    var now = nanos.getAsLong();
    if (down.isEmpty() || down.size() == inOrder.size() || now - due < 0) {
      return Optional.empty();
    }
    nextProbe.set(now + PROBE_EVERY);
    return Optional.of(down.getFirst());
  }

  void recovered(LdapUrl server) {
    downUntil.remove(server);
  }

  String names() {
    return String.join(", ", inOrder.stream().map(LdapUrl::toString).toList());
  }

  private boolean up(LdapUrl server) {
    var until = downUntil.get(server);
    return until == null || nanos.getAsLong() - until >= 0;
  }
}
