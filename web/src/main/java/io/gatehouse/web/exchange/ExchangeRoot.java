package io.gatehouse.web.exchange;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the server hands its exchanges over: always on their I/O thread, counted while they last.
 */
public final class ExchangeRoot implements HttpHandler {
  private final ExchangeHandler handler;
  private final Surroundings surroundings;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean draining;

  public ExchangeRoot(ExchangeHandler handler, Surroundings surroundings) {
    this.handler = handler;
    this.surroundings = surroundings;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (!exchange.isInIoThread()) {
      exchange.dispatch(exchange.getIoThread(), this);
      return;
    }
    // Leaving the server's call first makes what follows the same as what comes later.
    exchange.dispatch(SameThreadExecutor.INSTANCE, () -> begin(exchange));
  }

  private void begin(HttpServerExchange server) {
    inFlight.incrementAndGet();
    server.addExchangeCompleteListener((ended, next) -> {
      inFlight.decrementAndGet();
      next.proceed();
    });
    AsItCame.restore(server);
    var exchange = new Exchange(server, surroundings, () -> draining);
    exchange.onIoThread(() -> handler.handle(exchange));
  }

  /** From now on every answer is its connection's last. */
  public void drain() {
    draining = true;
  }

  /** Requests that are not answered yet. */
  public int inFlight() {
    return inFlight.get();
  }
}
