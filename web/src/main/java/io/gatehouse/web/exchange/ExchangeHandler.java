package io.gatehouse.web.exchange;

/**
 * Takes a request. Called on the connection's I/O thread, where it must not block; it ends the
 * exchange now or later, from any thread, by a reply or through the unwrapped exchange.
 */
@FunctionalInterface
public interface ExchangeHandler {
  void handle(Exchange exchange);
}
