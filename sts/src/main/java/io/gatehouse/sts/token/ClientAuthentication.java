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
  private final Proofs proofs;
  private final FailedSecrets failures;

  /**
   * @param nanos monotonic
   */
  public ClientAuthentication(Clients clients, Proofs proofs, LongSupplier nanos) {
    this.clients = clients;
    this.proofs = proofs;
    this.failures = new FailedSecrets(nanos);
  }

  /** What clients without a shared secret prove themselves by. */
  public record Proofs(ClientAssertions assertions, ClientCertificates certificates) {}

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
    if (!fits(presented.method(), client.get().metadata().authenticationMethod())) {
      return PresentedClient.refused("another method than the registered one");
    }
    var objection = objection(client.get(), presented, request);
    if (objection.isEmpty()) {
      return Checked.passed(client.get());
    }
    failures.failed(presented.clientId(), from);
    return PresentedClient.refused(objection.get());
  }

  /** RFC 8705 §2: what a certificate proves shows on the connection, the form only names. */
  private static boolean fits(AuthenticationMethod presented, AuthenticationMethod registered) {
    return presented == registered
        || (presented == AuthenticationMethod.NONE && registered.usesCertificate());
  }

  private Optional<String> objection(
      RegisteredClient client, PresentedClient presented, Request request) {
    var chain = request.connection().clientCertificates();
    var secret = presented.secret();
    return switch (client.metadata().authenticationMethod()) {
      case NONE -> Optional.empty();
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
          secret.filter(client::accepts).isPresent()
              ? Optional.empty()
              : Optional.of("the secret is wrong");
      case PRIVATE_KEY_JWT ->
          secret
              .map(signed -> proofs.assertions.objection(client, signed, request.requestId()))
              .orElseGet(() -> Optional.of("there is no assertion"));
      case TLS_CLIENT_AUTH -> proofs.certificates.issuedObjection(client, chain);
      case SELF_SIGNED_TLS_CLIENT_AUTH -> proofs.certificates.ownObjection(client, chain);
    };
  }
}
