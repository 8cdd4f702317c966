package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.forward.Answering.Arrived;
import io.gatehouse.gateway.forward.client.AnswerName;
import io.gatehouse.gateway.forward.client.HeadText;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.DateUtils;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * An answer of which everything is at hand: head and content go to the caller's connection in one
 * write, past the server's own writing of heads, which is then told that the answer is out.
 */
final class WholeAnswer {
  private final Passage passage;
  private final HttpServerExchange exchange;
  private final ResponseFields fields;
  private long content;

  WholeAnswer(Passage passage, ResponseFields fields) {
    this.passage = passage;
    this.exchange = passage.exchange().unwrap();
    this.fields = fields;
  }

  /** Whether the caller's side is a plain HTTP/1.1 connection with nothing left to read. */
  static boolean fits(HttpServerExchange exchange) {
    return exchange.isHttp11()
        && exchange.isRequestComplete()
        && exchange.getConnection() instanceof HttpServerConnection connection
        && connection.getPipelineBuffer() == null;
  }

  /** Puts the answer together; what came from the service is not needed afterwards. */
  void prepare(Arrived arrived, HeadText text) {
    try (var first = arrived.first()) {
      int status = arrived.head().status();
      exchange.setStatusCode(status);
      text.text("HTTP/1.1 ").text(Integer.toString(status)).text(" ");
      text.text(StatusCodes.getReason(status)).end();
      fields.write(exchange, text);
      if (fields.isMissing(AnswerName.DATE)) {
        text.field("Date", DateUtils.getCurrentDateTime(exchange));
      }
      if (!exchange.isPersistent()) {
        text.field("Connection", "close");
      }
      content = first.getBuffer().remaining();
      length(status, arrived.content().length(), text);
      text.end().bytes(first.getBuffer());
    }
  }

  // RFC 9110 §8.6: of HEAD and 304 the length is that of content which is not sent; 204 has none.
  private void length(int status, long stated, HeadText text) {
    boolean without = status == 304 || exchange.getRequestMethod().equalToString("HEAD");
    long length = without ? stated : content;
    if (length >= 0 && status != 204) {
      text.field("Content-Length", Long.toString(length));
    }
  }

  void send(ByteBuffer answer) {
    var connection = (HttpServerConnection) exchange.getConnection();
    var sink = connection.getChannel().getSinkChannel();
    if (!write(sink, answer)) {
      // The bytes belong to the I/O thread, and this caller reads slowly.
      var rest = ByteBuffer.allocate(answer.remaining()).put(answer).flip();
      sink.setWriteListener(channel -> write(channel, rest));
      sink.resumeWrites();
    }
  }

  /** Whether it is out, or will never be. */
  private boolean write(ConduitStreamSinkChannel sink, ByteBuffer answer) {
    try {
      while (answer.hasRemaining()) {
        if (sink.write(answer) == 0) {
          return false;
        }
      }
      if (!sink.flush()) {
        return false;
      }
    } catch (IOException gone) {
      passage.call().trail().note("the caller left");
      exchange.setPersistent(false);
      end(sink);
      passage.exchange().abort();
      return true;
    }
    Connectors.updateResponseBytesSent(exchange, content);
    end(sink);
    return true;
  }

  private void end(ConduitStreamSinkChannel sink) {
    sink.suspendWrites();
    Connectors.terminateResponse(exchange);
  }
}
