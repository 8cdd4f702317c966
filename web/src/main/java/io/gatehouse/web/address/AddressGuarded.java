package io.gatehouse.web.address;

import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.exchange.Exchange;
import io.gatehouse.web.exchange.ExchangeHandler;
import io.gatehouse.web.path.PathReading;
import java.time.Duration;
import java.util.Set;

/**
 * Stands before a handler that strangers may call: each refusal, and each call of a path that costs
 * a write before anybody is known, is held against the address it came from.
 */
public final class AddressGuarded implements ExchangeHandler {
  private final ExchangeHandler handler;
  private final AddressGuard addresses;
  private final Set<String> dear;

  /**
   * @param dear paths of which every call is charged, whatever its answer
   */
  public AddressGuarded(ExchangeHandler handler, AddressGuard addresses, Set<String> dear) {
    this.handler = handler;
    this.addresses = addresses;
    this.dear = Set.copyOf(dear);
  }

  @Override
  public void handle(Exchange exchange) {
    var peer = exchange.peer();
    var wait = addresses.waitFor(peer);
    if (!wait.isZero()) {
      exchange.reply(ProblemReply.of(tooMany(wait), exchange.requestId()));
      return;
    }
    if (isDear(exchange)) {
      addresses.charge(peer);
    } else {
      exchange.onCompletion(completion -> {
        if (completion.status() >= 400 && completion.status() < 500) {
          addresses.charge(peer);
        }
      });
    }
    handler.handle(exchange);
  }

  private boolean isDear(Exchange exchange) {
    return exchange.path() instanceof PathReading.Canonical(var path) && dear.contains(path.raw());
  }

  private static Problem tooMany(Duration wait) {
    return Problem.of(
            ProblemKind.RATE_LIMITED, "Too many requests came from this address.", "address guard")
        .retryAfter(wait);
  }
}
