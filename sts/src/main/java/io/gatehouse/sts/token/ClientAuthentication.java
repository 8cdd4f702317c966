package io.gatehouse.sts.token;

import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.Request;
import java.net.InetAddress;
import java.util.function.LongSupplier;

/** Proves the client of a request by exactly the method that it registered. */
public final class ClientAuthentication {
  private final Clients clients;
  private final FailedSecrets failures;

  /**
   * @param nanos monotonic
   */
  public ClientAuthentication(Clients clients, LongSupplier nanos) {
    this.clients = clients;
    this.failures = new FailedSecrets(nanos);
  }

  public Checked<RegisteredClient> authenticate(Request request, Parameters form) {
    return PresentedClient.in(request, form)
        .then(presented -> prove(presented, request.connection().peer()));
  }

  private Checked<RegisteredClient> prove(PresentedClient presented, InetAddress from) {
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
    if (presented.secret().stream().allMatch(client.get()::accepts)) {
      return Checked.passed(client.get());
    }
    failures.failed(presented.clientId(), from);
    return PresentedClient.refused("the secret is wrong");
  }
}
