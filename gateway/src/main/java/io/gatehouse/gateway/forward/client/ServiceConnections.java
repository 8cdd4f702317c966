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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.xnio.OptionMap;
import org.xnio.Xnio;

/** The addresses of all services and the way to connect to them. */
public final class ServiceConnections {
  private static final int BUFFER = 16 * 1024;

  private final Map<URI, Endpoint> endpoints = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final Surroundings surroundings;

  /**
   * @param tls trust for https endpoints; their names are always verified
   * @param nanos of a monotonic clock
   */
  public ServiceConnections(SSLContext tls, LongSupplier nanos) {
    var buffers = new DefaultByteBufferPool(true, BUFFER, 256, 8);
    var xnio = Xnio.getInstance(ServiceConnections.class.getClassLoader());
    this.surroundings =
        new Surroundings(new UndertowXnioSsl(xnio, OptionMap.EMPTY, buffers, tls), buffers, nanos);
  }

  public LongSupplier nanos() {
    return surroundings.nanos();
  }

  public ByteBufferPool buffers() {
    return surroundings.buffers();
  }

  /** A service's endpoints, the least busy first; equals take turns. */
  public List<Endpoint> of(List<URI> addresses) {
    if (addresses.size() == 1) {
      return List.of(endpoint(addresses.getFirst()));
    }
    int first = Math.floorMod(turn.getAndIncrement(), addresses.size());
    var turned = new ArrayList<Endpoint>(addresses.size());
    for (int i = 0; i < addresses.size(); i++) {
      turned.add(endpoint(addresses.get((first + i) % addresses.size())));
    }
    turned.sort(Comparator.comparingInt(Endpoint::inFlight));
    return turned;
  }

  private Endpoint endpoint(URI uri) {
    var known = endpoints.get(uri);
    return known != null
        ? known
        : endpoints.computeIfAbsent(uri, made -> new Endpoint(made, surroundings));
  }
}
