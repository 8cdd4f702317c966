package io.gatehouse.web.exchange;

import io.gatehouse.web.wire.ByteGuard;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSourceChannel;

/**
 * Content that nobody read when the answer is ready. What is at hand is read to its end, so the
 * connection can go on; otherwise it closes after the answer, never reused with bytes left in it.
 */
final class UnreadBody {
  private static final int AT_HAND = 64 * 1024;

  private UnreadBody() {}

  static void settle(HttpServerExchange exchange) {
    if (exchange.isRequestComplete() || (isOwed(exchange) && readToEnd(exchange))) {
      return;
    }
    exchange.setPersistent(false);
    ByteGuard.discardRest(exchange.getConnection());
    Connectors.terminateRequest(exchange);
  }

  /** Content that the caller holds back until it is asked for may never come. */
  private static boolean isOwed(HttpServerExchange exchange) {
    return !HttpContinue.requiresContinueResponse(exchange);
  }

  private static boolean readToEnd(HttpServerExchange exchange) {
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (channel == null) {
      return false;
    }
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      int left = AT_HAND;
      int count = channel.read(buffer);
      while (count > 0 && left > 0) {
        left -= count;
        buffer.clear();
        count = channel.read(buffer);
      }
      return count < 0;
    } catch (IOException broken) {
      return false;
    }
  }
}
