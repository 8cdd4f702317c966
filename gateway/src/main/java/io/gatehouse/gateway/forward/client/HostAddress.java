package io.gatehouse.gateway.forward.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an endpoint's host is. Names are looked up off the I/O threads and again every 30 s; while
 * that fails, the last answer serves for an hour.
 */
public final class HostAddress {
  private static final Logger LOG = LoggerFactory.getLogger(HostAddress.class);
  private static final long FRESH = Duration.ofSeconds(30).toNanos();
  private static final long LASTING = Duration.ofHours(1).toNanos();

  private final String host;
  private final int port;
  private final LongSupplier nanos;
  private final boolean literal;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Optional<Found> found = Optional.empty();

  private record Found(InetSocketAddress address, long at) {}

  HostAddress(URI uri, LongSupplier nanos) {
    var named = uri.getHost();
    this.host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
    boolean secure = uri.getScheme().equals("https");
    this.port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    this.nanos = nanos;
    this.literal = isLiteral(host);
    if (literal) {
      lookUp();
    }
  }

  /**
   * The address; empty while it is not known yet.
   *
   * @param elsewhere runs what may block
   */
  public Optional<InetSocketAddress> now(Executor elsewhere) {
    if (literal) {
      return found.map(Found::address);
    }
    var last = found.filter(this::lasts);
    if (last.isPresent()
        && nanos.getAsLong() - last.get().at() > FRESH
        && looking.compareAndSet(false, true)) {
      elsewhere.execute(this::refresh);
    }
    return last.map(Found::address);
  }

  private boolean lasts(Found known) {
    return nanos.getAsLong() - known.at() <= LASTING;
  }

  private void refresh() {
    try {
      lookUp();
    } finally {
      looking.set(false);
    }
  }

  /** Looks the name up. Blocks. */
  public Optional<InetSocketAddress> lookUp() {
    try {
      var address = InetAddress.getByName(host);
      found = Optional.of(new Found(new InetSocketAddress(address, port), nanos.getAsLong()));
    } catch (UnknownHostException unknown) {
      LOG.warn("the host {} of a service cannot be found", host);
    }
    return found.filter(this::lasts).map(Found::address);
  }

  /** Whether the host is written as an address, which needs no look-up. */
  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
