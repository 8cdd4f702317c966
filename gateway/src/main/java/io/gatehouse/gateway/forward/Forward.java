package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.forward.client.ServiceConnections;
import io.gatehouse.gateway.limit.Admitted;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The last stage: strips, adds ours, and hands over to the forwarder. */
public final class Forward {
  private final IdentityTokens identities;
  private final Forwarder forwarder;

  public Forward(
      IdentityTokens identities, ServiceConnections connections, LongAnswers longAnswers) {
    this(identities, new SameThreadForwarder(connections, longAnswers));
  }

  Forward(IdentityTokens identities, Forwarder forwarder) {
    this.identities = identities;
    this.forwarder = forwarder;
  }

  /**
   * @param failed told when the service gave no answer; the caller has got nothing yet
   */
  public Forwarded send(Passage passage, Admitted admitted, Consumer<Problem> failed) {
    var call = passage.call();
    admitted.on(call);
    var request = call.request();
    var body = request.body();
    // From here on the exchange may end at any time, on its own thread.
    call.trail().completed("forward");
    forwarder.forward(
        passage,
        new ServiceRequest(
            request.method(),
            request.target(),
            fields(passage, admitted),
            body,
            admitted.route().service()),
        failed);
    return new Forwarded(call);
  }

  private List<HttpField> fields(Passage passage, Admitted admitted) {
    var call = passage.call();
    var request = call.request();
    var service = admitted.route().service();
    var fields = new ArrayList<HttpField>();
    fields.add(new HttpField("Host", call.authority().toString()));
    fields.addAll(RequestFields.stripped(request, service));
    framing(passage, fields);
    fields.add(new HttpField("X-Forwarded-For", request.peer().getHostAddress()));
    fields.add(new HttpField("X-Forwarded-Proto", request.scheme()));
    fields.add(new HttpField("X-Forwarded-Host", call.authority().toString()));
    fields.add(new HttpField("X-Request-Id", request.requestId()));
    fields.add(new HttpField("traceparent", passage.exchange().traceParent()));
    // What the service does after that is for nobody.
    var patience = Long.toString(service.timeout().toMillis());
    fields.add(new HttpField("Gatehouse-Timeout", patience));
    admitted
        .identity()
        .map(identity -> identities.tokenFor(identity, service.audience()))
        .ifPresent(token -> fields.add(new HttpField("Gatehouse-Identity", token)));
    admitted.identity().ifPresent(identity -> fields.addAll(PlainHeaders.of(identity, service)));
    return fields;
  }

  // The length is the one that was read or stated once; chunks are made anew.
  private static void framing(Passage passage, List<HttpField> fields) {
    var request = passage.call().request();
    var body = request.body();
    boolean declared = request.declaresBody() || !request.values("Content-Length").isEmpty();
    if (!declared) {
      return;
    }
    Optional<String> length =
        body.isPresent()
            ? Optional.of(Integer.toString(body.get().length))
            : request.values("Content-Length").stream().findFirst();
    fields.add(
        length
            .map(bytes -> new HttpField("Content-Length", bytes))
            .orElseGet(() -> new HttpField("Transfer-Encoding", "chunked")));
  }
}
