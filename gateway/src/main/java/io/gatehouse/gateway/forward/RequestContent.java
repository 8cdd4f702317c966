package io.gatehouse.gateway.forward;

import io.undertow.client.ClientExchange;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/** The content of a request on its way to the service: from memory, or streamed as it comes. */
final class RequestContent {
  private final ServiceRequest request;
  private final HttpServerExchange exchange;
  private final UpstreamConnections connections;
  private final Watch watch;
  private Optional<Pump> pump = Optional.empty();
  private boolean complete;

  RequestContent(
      ServiceRequest request,
      HttpServerExchange exchange,
      UpstreamConnections connections,
      Watch watch) {
    this.request = request;
    this.exchange = exchange;
    this.connections = connections;
    this.watch = watch;
  }

  /** Whether the service has all of it. */
  boolean isComplete() {
    return complete;
  }

  void send(ClientExchange upstream, Consumer<IOException> broken) {
    if (request.body().isPresent()) {
      var bytes = request.body().get();
      if (bytes.length == 0) {
        complete = true;
      } else {
        write(ByteBuffer.wrap(bytes), upstream.getRequestChannel(), broken);
      }
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      HttpContinue.sendContinueResponse(exchange, new Continued(upstream, broken));
    } else {
      stream(upstream, broken);
    }
  }

  private void stream(ClientExchange upstream, Consumer<IOException> broken) {
    var source = exchange.getRequestChannel();
    if (source == null) {
      broken.accept(new IOException("the content was already taken"));
      return;
    }
    var made =
        new Pump(
            source,
            upstream.getRequestChannel(),
            connections.buffers(),
            new Streaming(upstream, broken));
    pump = Optional.of(made);
    made.start();
  }

  private void write(ByteBuffer bytes, StreamSinkChannel sink, Consumer<IOException> broken) {
    try {
      while (bytes.hasRemaining()) {
        if (sink.write(bytes) == 0) {
          sink.getWriteSetter().set(channel -> write(bytes, sink, broken));
          sink.resumeWrites();
          return;
        }
        watch.moved();
      }
      sink.suspendWrites();
      sink.shutdownWrites();
      complete = true;
      if (!sink.flush()) {
        sink.getWriteSetter().set(ChannelListeners.flushingChannelListener(null, null));
        sink.resumeWrites();
      }
    } catch (IOException cause) {
      broken.accept(cause);
    }
  }

  /** The service has answered without reading the rest. */
  void abandon() {
    pump.ifPresent(Pump::stop);
  }

  private final class Continued implements IoCallback {
    private final ClientExchange upstream;
    private final Consumer<IOException> broken;

    Continued(ClientExchange upstream, Consumer<IOException> broken) {
      this.upstream = upstream;
      this.broken = broken;
    }

    @Override
    public void onComplete(HttpServerExchange done, Sender sender) {
      stream(upstream, broken);
    }

    @Override
    public void onException(HttpServerExchange failed, Sender sender, IOException gone) {
      IoUtils.safeClose(upstream.getConnection());
    }
  }

  private final class Streaming implements Pump.Watcher {
    private final ClientExchange upstream;
    private final Consumer<IOException> broken;

    Streaming(ClientExchange upstream, Consumer<IOException> broken) {
      this.upstream = upstream;
      this.broken = broken;
    }

    @Override
    public void moved() {
      watch.moved();
    }

    @Override
    public void drained() {
      complete = true;
    }

    @Override
    public void finished() {
      watch.moved();
    }

    // What the caller did not finish must not look finished to the service: its connection breaks.
    @Override
    public void broke(boolean reading, IOException cause) {
      IoUtils.safeClose(upstream.getConnection());
      if (reading) {
        exchange.setPersistent(false);
        IoUtils.safeClose(exchange.getConnection());
      } else {
        broken.accept(cause);
      }
    }
  }
}
