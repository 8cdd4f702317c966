package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.xnio.IoFuture;
import org.xnio.XnioIoThread;

/**
 * One request on its way to a service: finds an endpoint that can be reached, sends, and hands the
 * answer to {@link Answering}. Everything runs on one I/O thread.
 *
 * <p>Another endpoint is tried only while nothing was sent. What was sent is sent again at most
 * once, when it can be repeated and went into a connection that had been idle: the service had
 * closed that one before it read anything.
 */
final class Crossing {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final UpstreamConnections connections;
  private final Passage passage;
  private final ServiceRequest request;
  private final Consumer<Problem> failed;
  private final HttpServerExchange exchange;
  private final XnioIoThread thread;
  private final Deque<Endpoint> candidates;
  private final Watch watch;
  private Hold hold = Hold.NONE;
  private Optional<RequestContent> sending = Optional.empty();
  private boolean repeated;
  private boolean settled;

  Crossing(
      UpstreamConnections connections,
      Passage passage,
      ServiceRequest request,
      Consumer<Problem> failed) {
    this.connections = connections;
    this.passage = passage;
    this.request = request;
    this.failed = failed;
    this.exchange = passage.exchange().unwrap();
    this.thread = exchange.getIoThread();
    this.candidates = new ArrayDeque<>(connections.of(request.service()));
    this.watch = new Watch(thread, connections.nanos(), this::timedOut);
  }

  void begin() {
    passage.atEnd(() -> passage.exchange().onIoThread(this::callerIsGone));
    next();
  }

  // The exchange is over: what is still held was not finished, so it cannot be used again.
  private void callerIsGone() {
    settled = true;
    watch.stop();
    hold.drop();
  }

  private void next() {
    while (!candidates.isEmpty()) {
      var endpoint = candidates.pop();
      if (endpoint.enter()) {
        use(endpoint);
        return;
      }
    }
    fail(
        Problem.of(ProblemKind.UNAVAILABLE, "The service cannot be reached now.", "no endpoint")
            .retryAfter(SOON));
  }

  private void use(Endpoint endpoint) {
    passage.call().trail().upstream(endpoint.uri().toString());
    var idle = repeated ? Optional.<ClientConnection>empty() : endpoint.take(thread);
    if (idle.isPresent()) {
      send(new Hold(endpoint, idle.get(), thread, false));
      return;
    }
    connections
        .connect(endpoint.uri(), thread, request.service().connectTimeout())
        .addNotifier(
            (future, from) -> passage.exchange().onIoThread(() -> connected(future, from)),
            endpoint);
  }

  private void connected(IoFuture<? extends ClientConnection> future, Endpoint endpoint) {
    try {
      if (future.getStatus() == IoFuture.Status.DONE) {
        endpoint.connected();
        send(new Hold(endpoint, future.get(), thread, true));
        return;
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    endpoint.unreachable();
    endpoint.leave();
    next();
  }

  private void send(Hold taken) {
    hold = taken;
    if (settled) {
      hold.drop();
      return;
    }
    watch.start(request.service().timeout());
    hold.connection().sendRequest(clientRequest(), new Sent(taken));
  }

  private ClientRequest clientRequest() {
    var made =
        new ClientRequest()
            .setMethod(new HttpString(request.method()))
            .setPath(request.target())
            .setProtocol(Protocols.HTTP_1_1);
    for (var field : request.fields()) {
      made.getRequestHeaders().add(new HttpString(field.name()), field.value());
    }
    return made;
  }

  private final class Sent implements ClientCallback<ClientExchange> {
    private final Hold taken;

    Sent(Hold taken) {
      this.taken = taken;
    }

    @Override
    public void completed(ClientExchange upstream) {
      taken.sendingTo(upstream.getRequestChannel());
      var answering = new Answering(passage, connections, taken, watch);
      var content = new RequestContent(request, exchange, connections, watch);
      sending = Optional.of(content);
      upstream.setResponseListener(new Answered(taken, answering, content));
      content.send(new Leg(upstream, taken, cause -> broken(taken, cause)));
    }

    @Override
    public void failed(IOException cause) {
      broken(taken, cause);
    }
  }

  private final class Answered implements ClientCallback<ClientExchange> {
    private final Hold taken;
    private final Answering answering;
    private final RequestContent content;

    Answered(Hold taken, Answering answering, RequestContent content) {
      this.taken = taken;
      this.answering = answering;
      this.content = content;
    }

    @Override
    public void completed(ClientExchange upstream) {
      if (settled) {
        return;
      }
      var flaw = ResponseRules.brokenBy(upstream.getResponse());
      if (flaw.isPresent()) {
        fail(nonsense(flaw.get()));
        return;
      }
      settled = true;
      answering.begin(upstream, content);
    }

    @Override
    public void failed(IOException cause) {
      broken(taken, cause);
    }
  }

  // Closing a connection reports its failure once more: by then it is held no longer.
  private void broken(Hold lost, IOException cause) {
    if (settled || lost != hold) {
      return;
    }
    hold = Hold.NONE;
    lost.drop();
    watch.stop();
    if (!lost.fresh() && !repeated && request.isRepeatable()) {
      repeated = true;
      candidates.addAll(connections.of(request.service()));
      next();
    } else if (!passage.exchange().isOver()) {
      fail(nonsense("broke off: " + cause.getMessage()));
    }
  }

  private static Problem nonsense(String reason) {
    return Problem.of(
        ProblemKind.BAD_GATEWAY, "The service gave no answer that can be passed on.", reason);
  }

  private void timedOut() {
    if (settled) {
      passage.call().trail().note("the answer stood still");
      passage.exchange().abort();
    } else {
      fail(
          Problem.of(
              ProblemKind.GATEWAY_TIMEOUT,
              "The service did not answer in time.",
              "no answer in " + request.service().timeout()));
    }
  }

  private void fail(Problem problem) {
    settled = true;
    watch.stop();
    sending.ifPresent(RequestContent::abandon);
    hold.drop();
    hold = Hold.NONE;
    failed.accept(problem);
  }
}
