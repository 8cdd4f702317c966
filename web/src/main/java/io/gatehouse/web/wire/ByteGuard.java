package io.gatehouse.web.wire;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.ssl.SslConnection;

/**
 * Puts a guard under every connection before the parser's own listener sees it, and counts the
 * connections. Every listener of the product is opened with this one.
 */
public final class ByteGuard implements DelegateOpenListener {
  private final DelegateOpenListener parser;
  private final Guard guard;
  private final ConnectionCount count;
  private final Optional<Http2Door> http2;

  /**
   * @param http2 for TLS connections that agree on HTTP/2; empty where it is not offered
   */
  public ByteGuard(
      DelegateOpenListener parser, Guard guard, ConnectionCount count, Optional<Http2Door> http2) {
    this.parser = parser;
    this.guard = guard;
    this.count = count;
    this.http2 = http2;
  }

  /**
   * The handler has answered without wanting the content: what is left of it is thrown away for a
   * moment and the connection closes.
   */
  public static void discardRest(ServerConnection connection) {
    if (connection instanceof HttpServerConnection http1
        && http1.getOriginalSourceConduit() instanceof GuardConduit conduit) {
      conduit.discardRest();
    }
  }

  /**
   * The head of the exchange that begins now, when the parser has not handed it on as it came; to
   * be asked once for each exchange, in their order.
   */
  public static Optional<RawHead> nextHead(HttpServerExchange exchange) {
    return exchange.getConnection() instanceof HttpServerConnection connection
            && connection.getOriginalSourceConduit() instanceof GuardConduit conduit
        ? conduit.nextHead()
        : Optional.ofNullable(exchange.getAttachment(Http2Requests.HEAD));
  }

  /**
   * The request has no content and nothing came behind it: reads may stay asked for while it is
   * worked on. The parser leaves a byte that comes too soon where it is.
   */
  public static void keepReading(HttpServerConnection connection) {
    if (connection.getOriginalSourceConduit() instanceof GuardConduit conduit) {
      conduit.keepReading();
    }
  }

  @Override
  public void handleEvent(StreamConnection connection) {
    admit(connection);
  }

  @Override
  public void handleEvent(StreamConnection connection, PooledByteBuffer early) {
    throw new UnsupportedOperationException("nothing reads before the guard: there is no ALPN");
  }

  private void admit(StreamConnection connection) {
    InetAddress peer = connection.getPeerAddress(InetSocketAddress.class).getAddress();
    if (!count.enter(peer)) {
      IoUtils.safeClose(connection);
      return;
    }
    connection.getSinkChannel().setConduit(new PatientSink(connection));
    count.leaveWhenClosed(connection, peer);
    if (http2.isPresent() && connection instanceof SslConnection secure) {
      choose(secure, peer, http2.get());
    } else {
      http1(connection, peer);
    }
  }

  private void choose(SslConnection connection, InetAddress peer, Http2Door door) {
    new FirstBytes(
            connection,
            parser.getBufferPool(),
            agreed -> {
              if (agreed) {
                door.enter(new Peer(connection, peer), guard);
              } else {
                http1(connection, peer);
              }
            })
        .await();
  }

  private void http1(StreamConnection connection, InetAddress peer) {
    connection.getSourceChannel().setConduit(new GuardConduit(new Peer(connection, peer), guard));
    parser.handleEvent(connection, null);
  }

  @Override
  public HttpHandler getRootHandler() {
    return parser.getRootHandler();
  }

  @Override
  public void setRootHandler(HttpHandler rootHandler) {
    parser.setRootHandler(rootHandler);
  }

  @Override
  public OptionMap getUndertowOptions() {
    return parser.getUndertowOptions();
  }

  @Override
  public void setUndertowOptions(OptionMap undertowOptions) {
    parser.setUndertowOptions(undertowOptions);
  }

  @Override
  public ByteBufferPool getBufferPool() {
    return parser.getBufferPool();
  }

  @Override
  public ConnectorStatistics getConnectorStatistics() {
    return parser.getConnectorStatistics();
  }

  @Override
  public void closeConnections() {
    parser.closeConnections();
    http2.ifPresent(Http2Door::closeConnections);
  }
}
