package io.gatehouse.web.exchange;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.web.endpoint.Body;
import io.gatehouse.web.endpoint.Connection;
import io.gatehouse.web.endpoint.Located;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.path.Authority;
import io.gatehouse.web.path.AuthorityReading;
import io.gatehouse.web.path.CanonicalPath;
import io.gatehouse.web.path.PathReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Serves a mount table: judges host and path, reads the content within the mount's limit, runs the
 * endpoint on a virtual thread while there is room.
 */
public final class EndpointHandler implements ExchangeHandler {
  private static final int USUAL_CONCURRENCY = 256;

  /** Fields of which two would be two meanings (RFC 9110 §5.3). */
  private static final List<String> ONCE =
      List.of("Authorization", "Content-Type", "Cookie", "DPoP", "Origin", "Referer");

  private final MountTable table;
  private final Predicate<Authority> served;
  private final Semaphore room;

  public EndpointHandler(MountTable table, Predicate<Authority> served, int concurrency) {
    this.table = table;
    this.served = served;
    this.room = new Semaphore(concurrency);
  }

  /** Serves any host, with room for 256 requests at once. */
  public EndpointHandler(MountTable table) {
    this(table, any -> true, USUAL_CONCURRENCY);
  }

  @Override
  public void handle(Exchange exchange) {
    switch (exchange.authority()) {
      case AuthorityReading.Malformed malformed ->
          refuse(exchange, ProblemKind.MALFORMED, "The Host field is not a host.");
      case AuthorityReading.Canonical canonical -> atHost(exchange, canonical.authority());
    }
  }

  private void atHost(Exchange exchange, Authority authority) {
    if (!served.test(authority)) {
      refuse(exchange, ProblemKind.MISDIRECTED, "This host is not served here.");
      return;
    }
    switch (exchange.path()) {
      case PathReading.Ambiguous ambiguous ->
          refuse(
              exchange,
              ProblemKind.MALFORMED,
              "The path could be read in two ways: " + ambiguous.reason() + ".");
      case PathReading.Canonical canonical -> atPath(exchange, authority, canonical.path());
    }
  }

  private void atPath(Exchange exchange, Authority authority, CanonicalPath path) {
    ReceivedRequest head = exchange.request();
    if (ONCE.stream().anyMatch(name -> head.values(name).size() > 1)) {
      refuse(exchange, ProblemKind.MALFORMED, "A field is given more than once.");
      return;
    }
    Request request = request(exchange, authority, path, head.fields());
    if (table.locate(request.method(), path) instanceof Located.Found found
        && head.declaresBody()) {
      exchange.readBody(found.mount().bodyLimit(), reading -> bodyRead(exchange, request, reading));
    } else {
      run(exchange, request);
    }
  }

  private void bodyRead(Exchange exchange, Request request, BodyReading reading) {
    switch (reading) {
      case BodyReading.Complete complete ->
          run(exchange, request.withBody(Body.of(complete.bytes())));
      case BodyReading.TooLarge() ->
          refuse(exchange, ProblemKind.TOO_LARGE, "The content is too large for this path.");
      case BodyReading.Broken broken ->
          refuse(exchange, ProblemKind.MALFORMED, "The content did not arrive whole.");
    }
  }

  private void run(Exchange exchange, Request request) {
    if (!room.tryAcquire()) {
      var full = Problem.of(ProblemKind.UNAVAILABLE, "Too many requests at once. Try again.", "");
      exchange.reply(ProblemReply.of(full.retryAfter(Duration.ofSeconds(1)), exchange.requestId()));
      return;
    }
    exchange.onVirtualThread(() -> exchange.reply(answer(request)));
  }

  private Reply answer(Request request) {
    try {
      return table.answer(request);
    } finally {
      room.release();
    }
  }

  private static Request request(
      Exchange exchange, Authority authority, CanonicalPath path, List<HttpField> fields) {
    ReceivedRequest head = exchange.request();
    var connection =
        new Connection(exchange.peer(), authority.secure(), authority, head.clientCertificates());
    return new Request(
        head.method(),
        path,
        head.query().orElse(""),
        fields,
        Body.EMPTY,
        connection,
        exchange.requestId(),
        Map.of());
  }

  private static void refuse(Exchange exchange, ProblemKind kind, String detail) {
    exchange.reply(ProblemReply.of(Problem.of(kind, detail, detail), exchange.requestId()));
  }
}
