package io.gatehouse.gateway.forward.client;

import io.gatehouse.gateway.forward.client.Endpoint.Surroundings;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.xnio.OptionMap;
import org.xnio.Xnio;

/** The addresses of all services and the way to connect to them. */
public final class ServiceConnections {
  private static final int BUFFER = 16 * 1024;

  private final Map<SSLContext, Trusted> byTrust = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final Xnio xnio = Xnio.getInstance(ServiceConnections.class.getClassLoader());
  private final Trusted usual;

  /**
   * @param tls trust for https endpoints; their names are always verified
   * @param nanos of a monotonic clock
   */
  public ServiceConnections(SSLContext tls, LongSupplier nanos) {
    var buffers = new DefaultByteBufferPool(true, BUFFER, 256, 8);
    this.usual = trusted(tls, buffers, nanos);
  }

  /** The addresses that are reached with one trust. */
  private record Trusted(Map<URI, Endpoint> endpoints, Surroundings surroundings) {
    Endpoint endpoint(URI uri) {
      var known = endpoints.get(uri);
      return known != null
          ? known
          : endpoints.computeIfAbsent(uri, made -> new Endpoint(made, surroundings));
    }
  }

  private Trusted trusted(SSLContext tls, ByteBufferPool buffers, LongSupplier nanos) {
    return new Trusted(
        new ConcurrentHashMap<>(),
        new Surroundings(new UndertowXnioSsl(xnio, OptionMap.EMPTY, buffers, tls), buffers, nanos));
  }

  public LongSupplier nanos() {
    return usual.surroundings().nanos();
  }

  public ByteBufferPool buffers() {
    return usual.surroundings().buffers();
  }

  /**
   * A service's endpoints, the least busy first; equals take turns.
   *
   * @param trust for this service's certificate; empty: the usual
   */
  public List<Endpoint> of(List<URI> addresses, Optional<SSLContext> trust) {
    var known =
        trust.isEmpty()
            ? usual
            : byTrust.computeIfAbsent(trust.get(), tls -> trusted(tls, buffers(), nanos()));
    if (addresses.size() == 1) {
      return List.of(known.endpoint(addresses.getFirst()));
    }
    int first = Math.floorMod(turn.getAndIncrement(), addresses.size());
    var turned = new ArrayList<Endpoint>(addresses.size());
    for (int i = 0; i < addresses.size(); i++) {
      turned.add(known.endpoint(addresses.get((first + i) % addresses.size())));
    }
    turned.sort(Comparator.comparingInt(Endpoint::inFlight));
    return turned;
  }
}
