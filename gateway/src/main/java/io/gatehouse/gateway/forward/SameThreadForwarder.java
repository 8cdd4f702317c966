package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.forward.client.ServiceConnections;
import io.gatehouse.identity.Problem;
import io.gatehouse.web.wire.ByteGuard;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.util.function.Consumer;

/** Forwards on the I/O thread of the caller's own connection. */
final class SameThreadForwarder implements Forwarder {
  private final ServiceConnections connections;
  private final LongAnswers longAnswers;

  SameThreadForwarder(ServiceConnections connections, LongAnswers longAnswers) {
    this.connections = connections;
    this.longAnswers = longAnswers;
  }

  @Override
  public void forward(Passage passage, ServiceRequest request, Consumer<Problem> failed) {
    passage
        .exchange()
        .onIoThread(() -> {
          keepReading(passage.exchange().unwrap());
          new Crossing(new Crossing.With(connections, longAnswers), passage, request, failed)
              .begin();
        });
  }

  private static void keepReading(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()
        && exchange.getConnection() instanceof HttpServerConnection connection
        && connection.getExtraBytes() == null) {
      ByteGuard.keepReading(connection);
    }
  }
}
