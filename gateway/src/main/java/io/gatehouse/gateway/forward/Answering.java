package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.forward.client.AnswerHead;
import io.gatehouse.gateway.forward.client.Content;
import io.gatehouse.gateway.forward.client.HeadText;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** A service's answer on its way to the caller. */
final class Answering {
  /** A download may take as long as it moves. */
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  /** A stream of events may be silent for as long. */
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final Passage passage;
  private final Hold hold;
  private final Watch watch;
  private final RequestContent sent;
  private final LongAnswers longAnswers;

  Answering(Passage passage, Hold hold, Watch watch, RequestContent sent, LongAnswers longAnswers) {
    this.passage = passage;
    this.hold = hold;
    this.watch = watch;
    this.sent = sent;
    this.longAnswers = longAnswers;
  }

  /**
   * @param arrived what it holds of the content is closed here
   * @param text for putting an answer together at once
   */
  void begin(Arrived arrived, HeadText text, ByteBufferPool buffers) {
    if (!passage.exchange().claimAnswer()) {
      arrived.first().close();
      hold.drop();
      return;
    }
    var exchange = passage.exchange().unwrap();
    if (sent.isComplete()) {
      passage.exchange().prepareAnswer();
    } else {
      // What is still to come was meant for a service that no longer listens.
      exchange.setPersistent(false);
    }
    var fields = new ResponseFields(passage, arrived.head());
    if (arrived.content().isComplete() && sent.isComplete() && WholeAnswer.fits(exchange)) {
      watch.stop();
      var whole = new WholeAnswer(passage, fields);
      whole.prepare(arrived, text);
      hold.keep();
      whole.send(text.toSend());
      return;
    }
    if (isOfEvents(arrived.head())) {
      // Events come when they come; the credential may have ended by then.
      watch.start(QUIET);
      longAnswers.began(passage);
    } else {
      watch.start(STANDSTILL);
    }
    stream(arrived, fields, buffers);
  }

  private static boolean isOfEvents(AnswerHead head) {
    for (int i = 0; i < head.fields(); i++) {
      if (head.isNamed(i, "Content-Type")) {
        return head.valueText(i).toLowerCase(Locale.ROOT).startsWith("text/event-stream");
      }
    }
    return false;
  }

  /**
   * What came of an answer so far.
   *
   * @param first content that came with the head
   */
  record Arrived(AnswerHead head, Content content, PooledByteBuffer first) {}

  private void stream(Arrived arrived, ResponseFields fields, ByteBufferPool buffers) {
    var exchange = passage.exchange().unwrap();
    int status = arrived.head().status();
    exchange.setStatusCode(status);
    fields.copy(exchange.getResponseHeaders());
    long length = arrived.content().length();
    if (length >= 0 && status != 204) {
      exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, length);
    }
    var pump =
        new Pump(
            hold.connection(),
            new CallerAnswer(exchange.getResponseChannel()),
            arrived.first(),
            buffers,
            new Streaming(exchange));
    passage.atEnd(() -> passage.exchange().onIoThread(pump::cancel));
    pump.start();
  }

  private final class Streaming implements Pump.Watcher {
    private final HttpServerExchange exchange;

    Streaming(HttpServerExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void moved() {
      watch.moved();
    }

    @Override
    public void drained() {
      if (sent.isComplete()) {
        hold.keep();
      } else {
        sent.abandon();
        hold.drop();
        exchange.setPersistent(false);
      }
    }

    @Override
    public void finished() {
      watch.stop();
      passage.exchange().finish();
    }

    // RFC 9112 §8: an answer that was cut off must not look complete.
    @Override
    public void broke(boolean reading, IOException cause) {
      watch.stop();
      hold.drop();
      passage.call().trail().note(reading ? "the service broke off" : "the caller left");
      passage.exchange().abort();
    }
  }
}
