package io.gatehouse.web.exchange;

import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.path.AuthorityReading;
import io.gatehouse.web.path.CanonicalPath;
import io.gatehouse.web.path.PathReading;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * One request and its answer.
 *
 * <p>{@code X-Request-Id} and {@code traceparent} are among the answer's fields from the start. A
 * task run through {@link #onVirtualThread}, {@link #onCpu} or {@link #onIoThread} that throws is
 * one logged line and a 500, an outage a 503.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
  private static final HttpString TRACE_PARENT = new HttpString("traceparent");

  private final HttpServerExchange exchange;
  private final Surroundings surroundings;
  private final BooleanSupplier draining;
  private final String traceParent;
  private final AuthorityReading authority;
  private final ReceivedHead head;
  private final long began;
  private final AtomicBoolean answered = new AtomicBoolean();

  Exchange(HttpServerExchange exchange, Surroundings surroundings, BooleanSupplier draining) {
    this.exchange = exchange;
    this.surroundings = surroundings;
    this.draining = draining;
    this.began = surroundings.nanos().getAsLong();
    String requestId = surroundings.requestIds().next();
    String given = exchange.getRequestHeaders().getFirst(TRACE_PARENT);
    this.traceParent =
        TraceParent.continueOr(
            given == null ? "" : given, requestId, surroundings.requestIds().nextSpan());
    this.authority = Heads.authority(exchange);
    this.head =
        new ReceivedHead(
            exchange,
            requestId,
            Heads.text(authority),
            Heads.caller(exchange, surroundings.proxies()));
    responseField(REQUEST_ID, requestId);
    responseField(TRACE_PARENT, traceParent);
  }

  /** The head as received; its body is present once {@link #readBody} completed. */
  public ReceivedRequest request() {
    return head;
  }

  public String requestId() {
    return head.requestId();
  }

  /** The trace with our own span, for the answer and for what we call. */
  public String traceParent() {
    return traceParent;
  }

  /** Who calls: the connection's peer, or whom a trusted proxy names. */
  public InetAddress peer() {
    return head.peer();
  }

  /** The canonical path, or why there is none: the answer is then 400. */
  public PathReading path() {
    return CanonicalPath.read(head.path());
  }

  /** The canonical authority, or why there is none: the answer is then 400. */
  public AuthorityReading authority() {
    return authority;
  }

  /** The host that the client named in its TLS handshake; empty when it named none. */
  public Optional<String> handshakeName() {
    return HandshakeName.of(exchange.getConnection());
  }

  /** Sets a field of the answer, whoever sends it. */
  public void responseField(String name, String value) {
    responseField(new HttpString(name), value);
  }

  private void responseField(HttpString name, String value) {
    exchange.getResponseHeaders().put(name, value);
  }

  /**
   * Reads the content into memory. A caller that waits for 100 is told to go on only now.
   *
   * @param limit most bytes that are kept
   * @param then is told on the I/O thread
   */
  public void readBody(int limit, BodyListener then) {
    onIoThread(() -> new BodyReader(exchange, limit, reading -> bodyRead(reading, then)).start());
  }

  private void bodyRead(BodyReading reading, BodyListener then) {
    if (reading instanceof BodyReading.Complete complete) {
      head.buffered(complete.bytes());
    }
    new Task(this, () -> then.read(reading)).run();
  }

  /** Answers, from any thread. Only the first answer counts. */
  public void reply(Reply reply) {
    if (answered.compareAndSet(false, true)) {
      run(exchange.getIoThread(), new Sending(this, exchange, reply));
    }
  }

  /**
   * Decides whether the connection goes on after this answer: not when the process is stopping, and
   * not when content is still to come that nobody reads. Call on the I/O thread, before the
   * answer's head is made.
   */
  public void prepareAnswer() {
    if (draining.getAsBoolean()) {
      exchange.setPersistent(false);
    }
    UnreadBody.settle(exchange);
  }

  /**
   * Claims the answer for whoever writes it through {@link #unwrap}.
   *
   * @return false when there is one already, or nobody waits for one any more
   */
  public boolean claimAnswer() {
    return answered.compareAndSet(false, true) && !exchange.isComplete();
  }

  /** Ends an answer that is out: what is still to come of the content is for nobody. */
  public void finish() {
    if (exchange.getProtocol().equals(Protocols.HTTP_2_0)) {
      Connectors.terminateRequest(exchange);
    }
    exchange.endExchange();
  }

  /** Whether the connection's client has gone or the answer has been claimed. */
  public boolean isOver() {
    return answered.get() || exchange.isComplete() || !exchange.getConnection().isOpen();
  }

  /** Breaks the connection off: the only honest end of an answer that cannot be finished. */
  public void abort() {
    answered.set(true);
    exchange.setPersistent(false);
    run(exchange.getIoThread(), () -> IoUtils.safeClose(exchange.getConnection()));
  }

  /** Runs a task that may block. */
  public void onVirtualThread(Runnable task) {
    surroundings.threads().virtual().execute(new Task(this, task));
  }

  /** Runs work of more than 100 us. */
  public void onCpu(Runnable task) {
    surroundings.threads().cpu().execute(new Task(this, task));
  }

  /** Runs a task on the connection's I/O thread; at once when already there. */
  public void onIoThread(Runnable task) {
    run(exchange.getIoThread(), new Task(this, task));
  }

  private void run(Executor ioThread, Runnable task) {
    if (exchange.isInIoThread()) {
      task.run();
      return;
    }
    try {
      ioThread.execute(task);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("request {} outlived its connection's thread", requestId());
    }
  }

  /** Adds a listener to the exchange's one end. */
  public void onCompletion(CompletionListener listener) {
    var told = new AtomicBoolean();
    exchange.addExchangeCompleteListener((ended, next) -> {
      try {
        if (told.compareAndSet(false, true)) {
          listener.completed(completion());
        }
      } catch (RuntimeException bug) {
        LOG.error("request {} completed, but its listener failed", requestId(), bug);
      } finally {
        next.proceed();
      }
    });
  }

  private Completion completion() {
    var duration = Duration.ofNanos(surroundings.nanos().getAsLong() - began);
    return new Completion(exchange.getStatusCode(), exchange.getResponseBytesSent(), duration);
  }

  /** The server's own exchange; for whoever forwards, nobody else. */
  public HttpServerExchange unwrap() {
    return exchange;
  }
}
