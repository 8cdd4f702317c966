package io.gatehouse.gateway.forward.client;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.xnio.IoFuture;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/** One address of a service: its connections, how busy it is, and whether it is worth trying. */
public final class Endpoint {
  private static final int MOST_IN_FLIGHT = 1024;
  private static final OptionMap OPTIONS =
      OptionMap.builder()
          .set(Options.TCP_NODELAY, true)
          .set(UndertowOptions.ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS")
          .getMap();

  private final URI uri;
  private final String name;
  private final Surroundings with;
  private final HostAddress address;
  private final Breaker breaker;
  private final Map<XnioIoThread, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();

  public Endpoint(URI uri, Surroundings with) {
    this.uri = uri;
    this.name = uri.toString();
    this.with = with;
    this.address = new HostAddress(uri, with.nanos());
    this.breaker = new Breaker(with.nanos());
  }

  /**
   * What all endpoints share.
   *
   * @param tls for https endpoints; their names are always verified
   * @param nanos a monotonic clock
   */
  public record Surroundings(UndertowXnioSsl tls, ByteBufferPool buffers, LongSupplier nanos) {}

  /** Its address as written. */
  public String name() {
    return name;
  }

  public int inFlight() {
    return inFlight.get();
  }

  /** Takes a place; false when the endpoint is full or was found dead just now. */
  public boolean enter() {
    if (inFlight.incrementAndGet() > MOST_IN_FLIGHT || !breaker.allows()) {
      inFlight.decrementAndGet();
      return false;
    }
    return true;
  }

  public void leave() {
    inFlight.decrementAndGet();
  }

  /** It answered. */
  public void succeeded() {
    breaker.succeeded();
  }

  /** It could not be reached, or gave no answer that can be read, or none in time. */
  public void failed() {
    breaker.failed();
  }

  /** What the given thread keeps of it; call on that thread. */
  public Lane lane(XnioIoThread thread) {
    var mine = lanes.get(thread);
    return mine != null
        ? mine
        : lanes.computeIfAbsent(thread, made -> new Lane(thread, with.nanos()));
  }

  /** Where its host is, as far as that is known. */
  public HostAddress address() {
    return address;
  }

  /** Connects on the given I/O thread; cancelled when it takes too long. */
  public IoFuture<? extends StreamConnection> connect(
      XnioIoThread thread, InetSocketAddress to, Duration patience) {
    var future =
        uri.getScheme().equals("https")
            ? with.tls().openSslConnection(thread, to, opened -> {}, OPTIONS)
            : thread.openStreamConnection(to, opened -> {}, OPTIONS);
    var timer = thread.executeAfter(future::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
    future.addNotifier((done, nothing) -> timer.remove(), null);
    return future;
  }

  /** A connection that was just opened. */
  public ServiceConnection opened(XnioIoThread thread, StreamConnection channel) {
    return new ServiceConnection(channel, with.buffers(), lane(thread));
  }
}
