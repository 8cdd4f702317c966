package io.gatehouse.web.wire;

import io.undertow.conduits.HeadStreamSinkConduit;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2HeadersStreamSinkChannel;
import io.undertow.protocols.http2.Http2StreamSourceChannel;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http2.Http2ServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;

/**
 * Makes an exchange of each request of one HTTP/2 connection, out of the head that the guard read
 * and judged. However a stream is given up, its exchange ends.
 */
final class Http2Requests implements ChannelListener<Http2Channel> {
  static final AttachmentKey<RawHead> HEAD = AttachmentKey.create(RawHead.class);

  private static final Logger LOG = LoggerFactory.getLogger(Http2Requests.class);

  private final FrameGuard guard;
  private final HttpHandler root;
  private final OptionMap options;
  private final int bufferSize;

  Http2Requests(FrameGuard guard, HttpHandler root, OptionMap options, int bufferSize) {
    this.guard = guard;
    this.root = root;
    this.options = options;
    this.bufferSize = bufferSize;
  }

  @Override
  public void handleEvent(Http2Channel channel) {
    try {
      if (channel.receive() instanceof Http2StreamSourceChannel stream) {
        var head = guard.streams().take(stream.getStreamId());
        if (head.isPresent()) {
          begin(channel, stream, head.get());
        }
      }
    } catch (IOException gone) {
      LOG.debug("a connection ended: {}", gone.getMessage());
      IoUtils.safeClose(channel);
    } catch (RuntimeException bug) {
      LOG.error("a connection ended", bug);
      IoUtils.safeClose(channel);
    }
  }

  private void begin(Http2Channel channel, Http2StreamSourceChannel stream, Http2Head head) {
    var sink = stream.getResponseChannel();
    var connection = new Http2ServerConnection(channel, stream, options, bufferSize, root);
    long most = guard.guard().limits().contentBytes();
    var exchange = new HttpServerExchange(connection, fields(head), sink.getHeaders(), most);
    exchange.setProtocol(Protocols.HTTP_2_0);
    exchange.setRequestScheme("https");
    exchange.setRequestMethod(new HttpString(head.method()));
    target(exchange, head.raw());
    exchange.putAttachment(HEAD, head.raw());
    guard
        .streams()
        .find(stream.getStreamId())
        .ifPresent(state -> state.whenLost(() -> later(channel, () -> lost(exchange))));
    ends(exchange, stream, sink);
    Connectors.executeRootHandler(
        head.fault() == Fault.NONE ? root : new Http2Refusal(guard, head.fault()), exchange);
  }

  private static HeaderMap fields(Http2Head head) {
    var fields = new HeaderMap();
    head.raw().fields().forEach(field -> fields.add(new HttpString(field.name()), field.value()));
    return fields;
  }

  private static void target(HttpServerExchange exchange, RawHead head) {
    int mark = head.target().indexOf('?');
    var path = mark < 0 ? head.target() : head.target().substring(0, mark);
    exchange.setRequestURI(path);
    exchange.setRequestPath(path);
    exchange.setRelativePath(path);
    exchange.setQueryString(head.query().orElse(""));
  }

  private void ends(
      HttpServerExchange exchange,
      Http2StreamSourceChannel stream,
      Http2HeadersStreamSinkChannel sink) {
    sink.setCompletionListener(done -> answered(exchange, stream));
    if (exchange.getRequestMethod().equalToString("HEAD")) {
      exchange.addResponseWrapper(
          (factory, of) -> new HeadStreamSinkConduit(factory.create(), null, true));
    }
    if (stream.isOpen()) {
      stream.setCompletionListener(done -> Connectors.terminateRequest(exchange));
    } else {
      Connectors.terminateRequest(exchange);
    }
  }

  // RFC 9113 §8.1: with the answer complete, a client is asked not to send what nobody reads.
  private void answered(HttpServerExchange exchange, Http2StreamSourceChannel stream) {
    Connectors.terminateResponse(exchange);
    boolean unread =
        guard.streams().find(stream.getStreamId()).filter(StreamState::isReceiving).isPresent();
    if (unread) {
      stream.getHttp2Channel().sendRstStream(stream.getStreamId(), Http2Channel.ERROR_NO_ERROR);
    }
    Connectors.terminateRequest(exchange);
  }

  private static void later(Http2Channel channel, Runnable task) {
    try {
      channel.getIoThread().execute(task);
    } catch (RejectedExecutionException stopping) {
      task.run();
    }
  }

  private static void lost(HttpServerExchange exchange) {
    Connectors.terminateRequest(exchange);
    Connectors.terminateResponse(exchange);
  }
}
