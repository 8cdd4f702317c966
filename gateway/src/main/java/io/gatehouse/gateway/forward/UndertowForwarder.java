package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.identity.Problem;
import java.util.function.Consumer;

/** Forwards with Undertow's client, on the I/O thread of the caller's own connection. */
final class UndertowForwarder implements Forwarder {
  private final UpstreamConnections connections;

  UndertowForwarder(UpstreamConnections connections) {
    this.connections = connections;
  }

  @Override
  public void forward(Passage passage, ServiceRequest request, Consumer<Problem> failed) {
    passage
        .exchange()
        .onIoThread(() -> new Crossing(connections, passage, request, failed).begin());
  }
}
