package io.gatehouse.web.listen;

import io.gatehouse.web.exchange.ExchangeRoot;
import io.gatehouse.web.exchange.Surroundings;
import io.gatehouse.web.wire.ByteGuard;
import io.gatehouse.web.wire.ConnectionCount;
import io.gatehouse.web.wire.Guard;
import io.gatehouse.web.wire.Http2Door;
import io.gatehouse.web.wire.RefusalLog;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * All listeners of a process, on one worker. There is no way to open one without the guard.
 *
 * <p>Thread-safe. A second {@link #stop} may be less patient than one that still waits.
 */
public final class Listeners {
  private final ListenSettings settings;
  private final Surroundings surroundings;
  private final RefusalLog refusals;
  private final Xnio xnio;
  private final XnioWorker worker;
  private final ByteBufferPool buffers = Buffers.plain();
  private final ByteBufferPool records = Buffers.records();
  private final ConnectionCount connections;
  private final List<OpenListener> open = new CopyOnWriteArrayList<>();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();

  /** Starts the worker; opens nothing yet. */
  public Listeners(ListenSettings settings, Surroundings surroundings, RefusalLog refusals) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.refusals = refusals;
    this.connections =
        new ConnectionCount(settings.connections(), settings.connectionsPerAddress());
    this.xnio = Xnio.getInstance(Listeners.class.getClassLoader());
    try {
      this.worker = xnio.createWorker(ServerOptions.worker(settings.ioThreads()));
    } catch (IOException impossible) {
      throw new IllegalStateException("no I/O threads", impossible);
    }
  }

  /** Opens a listener. A port that cannot be had is an answer, not an exception. */
  public Opening open(ListenerPlan plan) {
    try {
      var root = new ExchangeRoot(plan.handler(), surroundings);
      var parser = new HttpOpenListener(buffers, ServerOptions.server(plan.limits()));
      parser.setRootHandler(root);
      var guard =
          new Guard(
              plan.name(),
              plan.limits(),
              refusals,
              surroundings.requestIds(),
              surroundings.nanos());
      var http2 =
          plan.tls().filter(TlsPlan::http2).map(tls -> new Http2Door(root, buffers, plan.limits()));
      var door = new ByteGuard(parser, guard, connections, http2);
      var socket = bind(plan, door);
      socket.resumeAccepts();
      open.add(new OpenListener(socket, door, root));
      return new Opening.Opened(socket.getLocalAddress(InetSocketAddress.class));
    } catch (IOException failed) {
      return new Opening.Refused(sentence(plan, failed));
    }
  }

  private AcceptingChannel<? extends StreamConnection> bind(ListenerPlan plan, ByteGuard guard)
      throws IOException {
    var accept = new Accepting(plan.name(), guard);
    return plan.tls().isPresent()
        ? bindTls(plan, plan.tls().get(), accept)
        : worker.createStreamConnectionServer(
            plan.address(), accept, ServerOptions.socket(settings.ioThreads()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // A listener of any connection takes TLS ones too.
  private AcceptingChannel<? extends StreamConnection> bindTls(
      ListenerPlan plan, TlsPlan tls, ChannelListener<AcceptingChannel<StreamConnection>> accept)
      throws IOException {
    var engine = new UndertowXnioSsl(xnio, OptionMap.EMPTY, records, tls.context());
    return engine.createSslConnectionServer(
        worker,
        plan.address(),
        (ChannelListener) accept,
        ServerOptions.tls(settings.ioThreads(), tls));
  }

  private static String sentence(ListenerPlan plan, IOException failed) {
    String where = plan.address().getHostString() + ":" + plan.address().getPort();
    if (failed instanceof BindException && isTaken(failed)) {
      return "Port %s for the %s listener is taken: stop what uses it or choose another."
          .formatted(where, plan.name());
    }
    return "The %s listener cannot be opened at %s: %s."
        .formatted(plan.name(), where, failed.getMessage());
  }

  private static boolean isTaken(IOException failed) {
    return String.valueOf(failed.getMessage()).contains("in use");
  }

  /** Requests that are not answered yet, over all listeners. */
  public int inFlight() {
    return open.stream().mapToInt(listener -> listener.root().inFlight()).sum();
  }

  /** Connections that are open. */
  public int connections() {
    return connections.open();
  }

  /** Stops accepting; every answer from now on is its connection's last. Once is enough. */
  public void drain() {
    // Closing a socket again waits for an I/O thread, which may have ended.
    if (!draining.compareAndSet(false, true)) {
      return;
    }
    for (OpenListener listener : open) {
      listener.root().drain();
      IoUtils.safeClose(listener.socket());
    }
  }

  /**
   * Drains, waits for the requests in flight as long as is given, then closes every connection and
   * the worker. Blocks.
   *
   * @return whether every request was answered in time
   */
  public boolean stop(Duration patience) {
    drain();
    boolean answered = new InFlightWait(this::inFlight, surroundings.nanos()).await(patience);
    if (closing.compareAndSet(false, true)) {
      open.forEach(listener -> listener.door().closeConnections());
      worker.shutdown();
    }
    return answered;
  }
}
