package io.gatehouse.gateway.identify;

import io.gatehouse.gateway.identify.Presented.Malformed;
import io.gatehouse.gateway.identify.Presented.Nothing;
import io.gatehouse.gateway.identify.Presented.One;
import io.gatehouse.gateway.identify.Presented.Several;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.Secret;
import io.gatehouse.web.endpoint.Cookies;
import io.gatehouse.web.endpoint.Single;
import java.util.List;

/** Finds the one credential in the fields of a request. */
final class CredentialReader {
  private CredentialReader() {}

  static Presented read(ReceivedRequest request, Route route) {
    if (QueryCredentials.presentIn(request.query().orElse(""))) {
      return new Malformed(
          "Credentials are not accepted in the query, where logs and histories keep them. Send them"
              + " in a header field.");
    }
    var seen = Seen.in(request, route);
    if (seen.kinds() > 1) {
      return new Several("Present one credential only: this request carries more than one.");
    }
    if (seen.authorization().size() > 1
        || seen.apiKey().size() > 1
        || seen.sessions() instanceof Single.Repeated) {
      return new Several("A credential's field came more than once.");
    }
    if (!seen.authorization().isEmpty()) {
      return AuthorizationField.read(seen.authorization().getFirst());
    }
    if (!seen.apiKey().isEmpty()) {
      return apiKey(seen.apiKey().getFirst());
    }
    if (seen.sessions() instanceof Single.One(var cookie)) {
      return new One(new Credential.Session(Secret.ofText(cookie)));
    }
    return seen.signed() ? new One(new Credential.MessageSignature()) : alone(request);
  }

  private static Presented alone(ReceivedRequest request) {
    var chain = request.clientCertificates();
    return chain.isEmpty() ? new Nothing() : new One(new Credential.ClientCertificate(chain));
  }

  // An empty or listed key is nobody's mistake of typing; a wrong one is judged by its reader.
  private static Presented apiKey(String value) {
    return Token68.is(value)
        ? new One(new Credential.ApiKey(Secret.ofText(value)))
        : new Malformed("X-API-Key must hold one key and nothing else.");
  }

  /** The fields that carry credentials. */
  private record Seen(
      List<String> authorization, List<String> apiKey, boolean signed, Single sessions) {
    // A browser sends its cookies everywhere on the host: they count where a route asks for them.
    static Seen in(ReceivedRequest request, Route route) {
      return new Seen(
          request.values("Authorization"),
          request.values("X-API-Key"),
          !request.values("Signature").isEmpty() || !request.values("Signature-Input").isEmpty(),
          route.accepts(CredentialKind.SESSION)
              ? Cookies.find(request.fields(), BrowserSessions.COOKIE)
              : new Single.Absent());
    }

    int kinds() {
      return (authorization.isEmpty() ? 0 : 1)
          + (apiKey.isEmpty() ? 0 : 1)
          + (signed ? 1 : 0)
          + (sessions instanceof Single.Absent ? 0 : 1);
    }
  }
}
