package io.gatehouse.sts.token;

import io.gatehouse.sts.client.AuthenticationMethod;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.Request;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Proves the client of a request by exactly the method that it registered. */
public final class ClientAuthentication {
  private final Clients clients;
  private final ClientAssertions assertions;
  private final FailedSecrets failures;

  /**
   * @param nanos monotonic
   */
  public ClientAuthentication(Clients clients, ClientAssertions assertions, LongSupplier nanos) {
    this.clients = clients;
    this.assertions = assertions;
    this.failures = new FailedSecrets(nanos);
  }

  public Checked<RegisteredClient> authenticate(Request request, Parameters form) {
    return PresentedClient.in(request, form).then(presented -> prove(presented, request));
  }

  private Checked<RegisteredClient> prove(PresentedClient presented, Request request) {
    var from = request.connection().peer();
    if (failures.tooMany(presented.clientId(), from)) {
      return Checked.refused(
          Refusal.of(OAuthError.TOO_MANY_ATTEMPTS, "Too many failed attempts. Try again later."));
    }
    var client = clients.find(presented.clientId());
    if (client.isEmpty()) {
      presented.secret().ifPresent(clients::compareWithNothing);
      return PresentedClient.refused("the client is unknown or revoked");
    }
    if (client.get().metadata().authenticationMethod() != presented.method()) {
      return PresentedClient.refused("another method than the registered one");
    }
    var objection = objection(client.get(), presented, request.requestId());
    if (objection.isEmpty()) {
      return Checked.passed(client.get());
    }
    failures.failed(presented.clientId(), from);
    return PresentedClient.refused(objection.get());
  }

  private Optional<String> objection(
      RegisteredClient client, PresentedClient presented, String requestId) {
    if (presented.secret().isEmpty()) {
      return Optional.empty();
    }
    var secret = presented.secret().get();
    if (presented.method() == AuthenticationMethod.PRIVATE_KEY_JWT) {
      return assertions.objection(client, secret, requestId);
    }
    return client.accepts(secret) ? Optional.empty() : Optional.of("the secret is wrong");
  }
}
