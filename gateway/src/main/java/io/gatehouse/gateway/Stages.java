package io.gatehouse.gateway;

import io.gatehouse.gateway.accept.Accept;
import io.gatehouse.gateway.authenticate.Authenticate;
import io.gatehouse.gateway.authenticate.Bodies;
import io.gatehouse.gateway.authenticate.DpopBinding;
import io.gatehouse.gateway.authenticate.Waits;
import io.gatehouse.gateway.authorize.Authorize;
import io.gatehouse.gateway.forward.Forward;
import io.gatehouse.gateway.forward.IdentityTokens;
import io.gatehouse.gateway.forward.LongAnswers;
import io.gatehouse.gateway.forward.client.ServiceConnections;
import io.gatehouse.gateway.identify.Identify;
import io.gatehouse.gateway.limit.Limit;
import io.gatehouse.gateway.respond.Respond;
import io.gatehouse.identity.Secret;
import io.gatehouse.tokens.jwt.DpopNonces;
import io.gatehouse.tokens.jwt.DpopVerifier;
import io.gatehouse.web.address.AddressGuard;

/** Makes the stages out of what the gateway was given. */
final class Stages {
  private final Walk walk;
  private final Respond respond;
  private final IdentityTokens identities;

  Stages(Collaborators with) {
    var addresses = new AddressGuard(with.bounds().refusals(), with.nanos());
    respond = new Respond(addresses);
    identities =
        new IdentityTokens(
            with.identityIssuer(),
            with.identityKey(),
            with.identityKeys(),
            new IdentityTokens.Surroundings(
                with.clock(), with.random(), with.bounds().identityTokens()));
    var longAnswers = new LongAnswers(with.clock());
    with.revocations()
        .subscribe(event -> {
          identities.drop(event.subject());
          longAnswers.changed(event);
        });
    var pipeline =
        new Pipeline(
            new Accept(addresses, with.bounds().content()),
            new Identify(),
            new Authenticate(dpop(with)),
            new Authorize(),
            new Limit(with.throttle(), with.quotas(), with.clock()));
    var connections = new ServiceConnections(with.upstreamTls(), with.nanos());
    walk =
        new Walk(
            pipeline,
            new Waits(new Bodies(with.bounds().buffered())),
            new Forward(identities, connections, longAnswers),
            respond);
  }

  private static DpopBinding dpop(Collaborators with) {
    var key = new byte[32];
    with.random().nextBytes(key);
    var nonces = new DpopNonces(Secret.of(key), with.clock());
    return new DpopBinding(new DpopVerifier(nonces, with.clock()), with.replays());
  }

  Walk walk() {
    return walk;
  }

  Respond respond() {
    return respond;
  }

  IdentityTokens identities() {
    return identities;
  }
}
