package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.undertow.UndertowOptions;
import io.undertow.client.ClientConnection;
import io.undertow.client.UndertowClient;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.xnio.IoFuture;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;

/** The addresses of all services and the way to connect to them. */
public final class UpstreamConnections {
  private static final int BUFFER = 16 * 1024;

  private final Map<URI, Endpoint> endpoints = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER, 256, 8);
  private final UndertowXnioSsl tls;
  private final LongSupplier nanos;

  /**
   * @param tls trust for https endpoints; their names are always verified
   * @param nanos of a monotonic clock
   */
  public UpstreamConnections(SSLContext tls, LongSupplier nanos) {
    var xnio = Xnio.getInstance(UpstreamConnections.class.getClassLoader());
    this.tls = new UndertowXnioSsl(xnio, OptionMap.EMPTY, buffers, tls);
    this.nanos = nanos;
  }

  LongSupplier nanos() {
    return nanos;
  }

  ByteBufferPool buffers() {
    return buffers;
  }

  /** The service's endpoints, the least busy first; equals take turns. */
  List<Endpoint> of(ServiceEntry service) {
    var all =
        service.endpoints().stream()
            .map(uri -> endpoints.computeIfAbsent(uri, made -> new Endpoint(made, nanos)))
            .toList();
    if (all.size() == 1) {
      return all;
    }
    int first = Math.floorMod(turn.getAndIncrement(), all.size());
    var turned = new java.util.ArrayList<>(all.subList(first, all.size()));
    turned.addAll(all.subList(0, first));
    turned.sort(Comparator.comparingInt(Endpoint::inFlight));
    return turned;
  }

  /** Connects on the given I/O thread; cancelled when it takes too long. */
  IoFuture<ClientConnection> connect(URI uri, XnioIoThread thread, Duration patience) {
    var options =
        OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(UndertowOptions.ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS")
            .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .getMap();
    var future = UndertowClient.getInstance().connect(uri, thread, tls, buffers, options);
    var timer = thread.executeAfter(future::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
    future.addNotifier((done, nothing) -> timer.remove(), null);
    return future;
  }
}
