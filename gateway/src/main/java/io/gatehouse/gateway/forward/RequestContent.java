package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.forward.client.Source;
import io.undertow.connector.ByteBufferPool;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.xnio.IoUtils;

/** The content of a request on its way to the service: from memory, or streamed as it comes. */
final class RequestContent {
  private final ServiceRequest request;
  private final HttpServerExchange exchange;
  private final ByteBufferPool buffers;
  private final Watch watch;
  private Optional<Pump> pump = Optional.empty();
  private boolean complete;

  RequestContent(
      ServiceRequest request, HttpServerExchange exchange, ByteBufferPool buffers, Watch watch) {
    this.request = request;
    this.exchange = exchange;
    this.buffers = buffers;
    this.watch = watch;
  }

  /** Whether the service has all of it. */
  boolean isComplete() {
    return complete;
  }

  /** Sends the head as well: it goes out with the first of the content. */
  void send(Leg leg) {
    if (request.isAtHand()) {
      flush(leg);
    } else if (request.body().isPresent()) {
      pump(new HeldContent(ByteBuffer.wrap(request.body().get())), leg);
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      leg.sink().keepHead();
      HttpContinue.sendContinueResponse(exchange, new Continued(leg));
    } else {
      stream(leg);
    }
  }

  private void flush(Leg leg) {
    try {
      complete = leg.sink().flush();
      if (!complete) {
        leg.sink().onWritable(() -> flush(leg));
        leg.sink().resumeWrites();
      } else {
        leg.sink().suspendWrites();
      }
    } catch (IOException cause) {
      leg.broken().accept(cause);
    }
  }

  private void stream(Leg leg) {
    var channel = exchange.getRequestChannel();
    if (channel == null) {
      leg.broken().accept(new IOException("the content was already taken"));
      return;
    }
    pump(new CallerContent(channel), leg);
  }

  private void pump(Source source, Leg leg) {
    var made = new Pump(source, leg.sink(), NoBytes.INSTANCE, buffers, new Streaming(leg));
    pump = Optional.of(made);
    made.start();
  }

  /** The service has answered without reading the rest. */
  void abandon() {
    pump.ifPresent(Pump::cancel);
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
    public void drained() {}

    @Override
    public void finished() {
      complete = true;
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
