package io.gatehouse.web.exchange;

import io.gatehouse.identity.HttpField;
import io.gatehouse.web.endpoint.Reply;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Sends a reply that is held in memory. Runs on the connection's I/O thread. */
final class Sending implements Runnable {
  private static final long PATIENCE_SECONDS = 30;

  private final Exchange owner;
  private final HttpServerExchange exchange;
  private final Reply reply;

  Sending(Exchange owner, HttpServerExchange exchange, Reply reply) {
    this.owner = owner;
    this.exchange = exchange;
    this.reply = reply;
  }

  @Override
  public void run() {
    if (exchange.isComplete()) {
      return;
    }
    if (!exchange.getConnection().isOpen() || exchange.isResponseStarted()) {
      exchange.endExchange();
      return;
    }
    owner.prepareAnswer();
    exchange.setStatusCode(reply.status());
    SecurityFields.of(exchange)
        .forEach((name, value) -> exchange.getResponseHeaders().put(name, value));
    for (HttpField field : reply.fields()) {
      setOrAdd(field);
    }
    send();
  }

  /** A field of the reply replaces a default one; only cookies and challenges come in several. */
  private void setOrAdd(HttpField field) {
    var name = new HttpString(field.name());
    if (field.isNamed("Set-Cookie") || field.isNamed("WWW-Authenticate") || field.isNamed("Link")) {
      exchange.getResponseHeaders().add(name, field.value());
    } else {
      exchange.getResponseHeaders().put(name, field.value());
    }
  }

  private void send() {
    int length = reply.body().length();
    if (length == 0) {
      exchange.endExchange();
      return;
    }
    exchange.setResponseContentLength(length);
    exchange
        .getResponseSender()
        .send(ByteBuffer.wrap(reply.body().bytes()), IoCallback.END_EXCHANGE);
    if (exchange.getProtocol().equals(Protocols.HTTP_2_0) && !exchange.isComplete()) {
      waitForRoom();
    }
  }

  // A client that gives an answer no room is given up after a while (RFC 9113 §10.5); on HTTP/1.1
  // the connection itself tells that nobody reads.
  private void waitForRoom() {
    var timer =
        exchange
            .getIoThread()
            .executeAfter(
                () -> {
                  if (!exchange.isComplete()) {
                    owner.abort();
                  }
                },
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
    exchange.addExchangeCompleteListener((ended, next) -> {
      timer.remove();
      next.proceed();
    });
  }
}
