package io.gatehouse.web.exchange;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSourceChannel;

/** Reads a request's content into memory, asking for it first where the caller waits for that. */
final class BodyReader {
  private final HttpServerExchange exchange;
  private final int limit;
  private final BodyListener listener;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream(0);
  private boolean told;

  BodyReader(HttpServerExchange exchange, int limit, BodyListener listener) {
    this.exchange = exchange;
    this.limit = limit;
    this.listener = listener;
  }

  void start() {
    if (exchange.isComplete()) {
      tell(new BodyReading.Broken("the peer went away"));
      return;
    }
    exchange.addExchangeCompleteListener((ended, next) -> {
      tell(new BodyReading.Broken("the peer went away"));
      next.proceed();
    });
    if (exchange.isRequestComplete()) {
      tell(new BodyReading.Complete(new byte[0]));
    } else if (exchange.getRequestContentLength() > limit) {
      tell(new BodyReading.TooLarge());
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      HttpContinue.sendContinueResponse(exchange, new Asked());
    } else {
      open();
    }
  }

  /** An exchange may end while its content is awaited. */
  private void tell(BodyReading reading) {
    if (!told) {
      told = true;
      listener.read(reading);
    }
  }

  private void open() {
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (channel == null) {
      tell(new BodyReading.Broken("the content was already taken"));
      return;
    }
    channel.getReadSetter().set(this::resume);
    resume(channel);
  }

  private void resume(StreamSourceChannel channel) {
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      int count = drain(channel, pooled.getBuffer());
      if (count == 0) {
        channel.resumeReads();
      } else {
        end(channel, count < 0);
      }
    } catch (IOException broken) {
      tell(new BodyReading.Broken(String.valueOf(broken.getMessage())));
    }
  }

  /** Zero when more may come, negative at the end, positive when there is too much. */
  private int drain(StreamSourceChannel channel, ByteBuffer buffer) throws IOException {
    int count;
    do {
      buffer.clear();
      count = channel.read(buffer);
      buffer.flip();
      if (count > 0) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        content.writeBytes(bytes);
      }
    } while (count > 0 && content.size() <= limit);
    return count;
  }

  private void end(StreamSourceChannel channel, boolean complete) {
    channel.suspendReads();
    channel.getReadSetter().set(null);
    tell(complete ? new BodyReading.Complete(content.toByteArray()) : new BodyReading.TooLarge());
  }

  /** RFC 9110 §10.1.1: the caller sends the content once it has read 100. */
  private final class Asked implements IoCallback {
    @Override
    public void onComplete(HttpServerExchange done, Sender sender) {
      open();
    }

    @Override
    public void onException(HttpServerExchange failed, Sender sender, IOException gone) {
      tell(new BodyReading.Broken("the peer went away"));
    }
  }
}
