package io.gatehouse.gateway;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.decision.DecisionLog;
import io.gatehouse.gateway.decision.Explain;
import io.gatehouse.gateway.decision.WireRefusals;
import io.gatehouse.gateway.forward.IdentityTokens;
import io.gatehouse.gateway.respond.Respond;
import io.gatehouse.gateway.route.LiveRoutes;
import io.gatehouse.gateway.route.RouteTable;
import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.exchange.Exchange;
import io.gatehouse.web.exchange.ExchangeHandler;
import io.gatehouse.web.path.AuthorityReading;
import io.gatehouse.web.path.PathReading;
import io.gatehouse.web.wire.RefusalLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The data path behind the listeners: every request of a gateway's ports comes here. */
public final class Gateway implements ExchangeHandler {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Walk walk;
  private final Respond respond;
  private final OwnDocuments own;
  private final LiveRoutes routes;
  private final DecisionLog decisions;
  private final IdentityTokens identities;
  private final InstantSource clock;
  private final LongSupplier nanos;

  /** Composes the stages. */
  public Gateway(Collaborators with) {
    var stages = new Stages(with);
    this.walk = stages.walk();
    this.respond = stages.respond();
    this.identities = stages.identities();
    this.own = new OwnDocuments(with.identityKeys(), with.documents());
    this.routes = with.routes();
    this.decisions = with.decisions();
    this.clock = with.clock();
    this.nanos = with.nanos();
  }

  @Override
  public void handle(Exchange exchange) {
    handle(exchange, false);
  }

  /** For the listener that asks for client certificates: the same routes. */
  public ExchangeHandler askingForCertificates() {
    return exchange -> handle(exchange, true);
  }

  private void handle(Exchange exchange, boolean certificatesAsked) {
    if (!(exchange.path() instanceof PathReading.Canonical(var path))) {
      refuse(exchange, "The path can be read in more than one way.");
      return;
    }
    if (!(exchange.authority() instanceof AuthorityReading.Canonical(var authority))) {
      refuse(exchange, "The Host field is not an authority.");
      return;
    }
    if (exchange.handshakeName().filter(name -> !name.equals(authority.host())).isPresent()) {
      refuse(exchange, otherHandshake());
      return;
    }
    var table = routes.current();
    var started = new Call.Started(table, clock.instant(), nanos.getAsLong(), certificatesAsked);
    var call = new Call(exchange.request(), path, authority, started);
    if (own.answers(exchange, call)) {
      return;
    }
    begin(new Passage(call, exchange));
  }

  // No request is worked on without a place for its line.
  private void begin(Passage passage) {
    var place = decisions.reserve();
    if (place.isEmpty()) {
      passage.exchange().reply(ProblemReply.of(logIsFull(), passage.call().request().requestId()));
      return;
    }
    passage
        .exchange()
        .onCompletion(completion -> {
          passage.ended();
          respond.completed(passage, completion, place.get());
        });
    walk.begin(passage);
  }

  private static Problem logIsFull() {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "Decisions cannot be recorded now, so none is made. Try again.",
            "decision log is full")
        .retryAfter(SOON);
  }

  // What was agreed in the handshake was agreed for the host named there (RFC 9110 §7.4).
  private static Problem otherHandshake() {
    return Problem.of(
        ProblemKind.MISDIRECTED,
        "The TLS connection was opened for another host.",
        "server name and authority differ");
  }

  private void refuse(Exchange exchange, String detail) {
    refuse(exchange, Problem.malformed(detail));
  }

  private void refuse(Exchange exchange, Problem problem) {
    decisions
        .reserve()
        .ifPresent(place ->
            place.write(
                WireRefusals.line(
                    exchange.requestId(), problem, exchange.peer(), clock.instant())));
    exchange.reply(ProblemReply.of(problem, exchange.requestId()));
  }

  /** Whether services can verify what this node says of callers. */
  public boolean ready() {
    return identities.ready();
  }

  /** The next requests meet these routes. */
  public void swap(RouteTable table) {
    routes.swap(table);
  }

  /** For the listeners: what their guards refuse has its line in the same log. */
  public RefusalLog refusals() {
    return new WireRefusals(decisions, clock);
  }

  /** Decisions by request id, for the admin listener. */
  public AdminActions admin() {
    return new Explain(decisions);
  }
}
