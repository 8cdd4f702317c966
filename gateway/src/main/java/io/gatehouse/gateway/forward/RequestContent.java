package io.gatehouse.gateway.forward;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
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

  void send(Leg leg) {
    if (request.body().isPresent()) {
      var bytes = request.body().get();
      if (bytes.length == 0) {
        complete = true;
      } else {
        write(ByteBuffer.wrap(bytes), leg);
      }
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      HttpContinue.sendContinueResponse(exchange, new Continued(leg));
    } else {
      stream(leg);
    }
  }

  private void stream(Leg leg) {
    var source = exchange.getRequestChannel();
    if (source == null) {
      leg.broken().accept(new IOException("the content was already taken"));
      return;
    }
    var made =
        new Pump(
            source, leg.upstream().getRequestChannel(), connections.buffers(), new Streaming(leg));
    pump = Optional.of(made);
    made.start();
  }

  private void write(ByteBuffer bytes, Leg leg) {
    StreamSinkChannel sink = leg.upstream().getRequestChannel();
    try {
      while (bytes.hasRemaining()) {
        if (sink.write(bytes) == 0) {
          sink.getWriteSetter().set(channel -> write(bytes, leg));
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
      leg.broken().accept(cause);
    }
  }

  /** The service has answered without reading the rest. */
  void abandon() {
    pump.ifPresent(Pump::stop);
  }

  private final class Continued implements IoCallback {
    private final Leg leg;

    Continued(Leg leg) {
      this.leg = leg;
    }

    @Override
    public void onComplete(HttpServerExchange done, Sender sender) {
      stream(leg);
    }

    @Override
    public void onException(HttpServerExchange failed, Sender sender, IOException gone) {
      leg.hold().drop();
    }
  }

  private final class Streaming implements Pump.Watcher {
    private final Leg leg;

    Streaming(Leg leg) {
      this.leg = leg;
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
      if (reading) {
        leg.hold().drop();
        exchange.setPersistent(false);
        IoUtils.safeClose(exchange.getConnection());
      } else {
        leg.broken().accept(cause);
      }
    }
  }
}
