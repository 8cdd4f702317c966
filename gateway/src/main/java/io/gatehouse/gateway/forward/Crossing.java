package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.forward.Answering.Arrived;
import io.gatehouse.gateway.forward.client.AnswerHead;
import io.gatehouse.gateway.forward.client.Content;
import io.gatehouse.gateway.forward.client.Endpoint;
import io.gatehouse.gateway.forward.client.Lane;
import io.gatehouse.gateway.forward.client.ServiceConnection;
import io.gatehouse.gateway.forward.client.ServiceConnections;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.xnio.IoFuture;
import org.xnio.StreamConnection;
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

  private final ServiceConnections connections;
  private final LongAnswers longAnswers;
  private final Passage passage;
  private final ServiceRequest request;
  private final Consumer<Problem> failed;
  private final XnioIoThread thread;
  private final Deque<Endpoint> candidates;
  private final Watch watch;
  private Hold hold = Hold.NONE;
  private Optional<RequestContent> sending = Optional.empty();
  private boolean repeated;
  private boolean settled;

  /** What all requests share. */
  record With(ServiceConnections connections, LongAnswers longAnswers) {}

  Crossing(With with, Passage passage, ServiceRequest request, Consumer<Problem> failed) {
    this.connections = with.connections();
    this.longAnswers = with.longAnswers();
    this.passage = passage;
    this.request = request;
    this.failed = failed;
    this.thread = passage.exchange().unwrap().getIoThread();
    this.candidates =
        new ArrayDeque<>(connections.of(request.service().endpoints(), request.service().trust()));
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
    sending.ifPresent(RequestContent::abandon);
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
    passage.call().trail().upstream(endpoint.name());
    var lane = endpoint.lane(thread);
    if (!repeated) {
      lane.budget().earn();
      var idle = idle(lane);
      if (idle.isPresent()) {
        send(new Hold(endpoint, idle.get(), false));
        return;
      }
    }
    var address = endpoint.address().now(passage.exchange()::onVirtualThread);
    if (address.isPresent()) {
      connect(endpoint, address.get());
    } else {
      passage.exchange().onVirtualThread(() -> lookUp(endpoint));
    }
  }

  // What cannot be sent twice does not go into a connection that was closed meanwhile.
  private Optional<ServiceConnection> idle(Lane lane) {
    var idle = lane.take();
    while (idle.isPresent() && !request.isRepeatable() && !idle.get().isQuiet()) {
      idle.get().close();
      idle = lane.take();
    }
    return idle;
  }

  private void lookUp(Endpoint endpoint) {
    var found = endpoint.address().lookUp();
    passage
        .exchange()
        .onIoThread(() ->
            found.ifPresentOrElse(
                address -> connect(endpoint, address), () -> unreachable(endpoint)));
  }

  private void connect(Endpoint endpoint, InetSocketAddress address) {
    endpoint
        .connect(thread, address, request.service().connectTimeout())
        .addNotifier(
            (future, from) -> passage.exchange().onIoThread(() -> connected(future, from)),
            endpoint);
  }

  private void connected(IoFuture<? extends StreamConnection> future, Endpoint endpoint) {
    try {
      if (future.getStatus() == IoFuture.Status.DONE) {
        send(new Hold(endpoint, endpoint.opened(thread, future.get()), true));
        return;
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    unreachable(endpoint);
  }

  private void unreachable(Endpoint endpoint) {
    endpoint.failed();
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
    var content =
        new RequestContent(request, passage.exchange().unwrap(), connections.buffers(), watch);
    sending = Optional.of(content);
    var connection = taken.connection();
    connection.begin(new Answered(taken, content), request.isHead());
    var head = request.writeTo(connection.text()).toSend();
    var sink = connection.sink(head, request.isChunked());
    content.send(new Leg(sink, taken, cause -> broken(taken, cause)));
  }

  private final class Answered implements ServiceConnection.Owner {
    private final Hold taken;
    private final RequestContent content;

    Answered(Hold taken, RequestContent content) {
      this.taken = taken;
      this.content = content;
    }

    @Override
    public void answered(AnswerHead head, Content answer, PooledByteBuffer first) {
      if (settled) {
        first.close();
        return;
      }
      settled = true;
      taken.succeeded();
      new Answering(passage, taken, watch, content, longAnswers)
          .begin(
              new Arrived(head, answer, first), taken.connection().text(), connections.buffers());
    }

    @Override
    public void broke(IOException cause) {
      broken(taken, cause);
    }
  }

  // Closing a connection reports its failure once more: by then it is held no longer.
  private void broken(Hold lost, IOException cause) {
    if (settled || lost != hold) {
      return;
    }
    hold = Hold.NONE;
    boolean stale = !lost.fresh() && lost.connection().heardNothing();
    lost.drop();
    watch.stop();
    if (stale && !repeated && request.isRepeatable() && lost.mayRepeat(thread)) {
      repeated = true;
      candidates.addAll(connections.of(request.service().endpoints(), request.service().trust()));
      next();
      return;
    }
    lost.failed();
    if (!passage.exchange().isOver()) {
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
      hold.failed();
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
