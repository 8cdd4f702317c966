package io.gatehouse.web.wire;

import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.wire.RefusalLog.Refusal;
import io.undertow.io.IoCallback;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;

/** Answers a request whose head has a fault, in the words that it has on every other connection. */
final class Http2Refusal implements HttpHandler {
  private final FrameGuard connection;
  private final Fault fault;

  Http2Refusal(FrameGuard connection, Fault fault) {
    this.connection = connection;
    this.fault = fault;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    var guard = connection.guard();
    var requestId = guard.requestIds().next();
    guard
        .log()
        .refused(
            new Refusal(
                requestId,
                fault.kind(),
                fault.detail(),
                connection.peer().address(),
                guard.listener(),
                true));
    Connectors.terminateRequest(exchange);
    exchange.setStatusCode(fault.kind().status());
    var body = ProblemReply.json(fault.kind(), fault.detail(), requestId);
    fields(exchange.getResponseHeaders(), requestId, guard.requestIds().nextSpan());
    var bytes = io.gatehouse.web.endpoint.Body.utf8(body).bytes();
    exchange.setResponseContentLength(bytes.length);
    exchange.getResponseSender().send(ByteBuffer.wrap(bytes), IoCallback.END_EXCHANGE);
  }

  private void fields(HeaderMap fields, String requestId, String span) {
    fields.put(new HttpString("Content-Type"), "application/problem+json");
    fields.put(new HttpString("Cache-Control"), "no-store");
    fields.put(new HttpString("X-Content-Type-Options"), "nosniff");
    fields.put(new HttpString("Referrer-Policy"), "no-referrer");
    if (fault.kind().status() == 405) {
      fields.put(new HttpString("Allow"), "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    fields.put(new HttpString("X-Request-Id"), requestId);
    fields.put(new HttpString("traceparent"), "00-" + requestId + "-" + span + "-00");
  }
}
