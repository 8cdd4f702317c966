package io.gatehouse.sts.par;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.sts.authorize.PushedRequests;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.token.ClientAuthentication;
import io.gatehouse.sts.token.DpopProofs;
import io.gatehouse.sts.token.TokenReply;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /par}. */
public final class ParEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ParEndpoint.class);
  private static final String PATH = "/par";

  private final ClientAuthentication clients;
  private final DpopProofs proofs;
  private final PushedRequests requests;

  public ParEndpoint(ClientAuthentication clients, DpopProofs proofs, PushedRequests requests) {
    this.clients = clients;
    this.proofs = proofs;
    this.requests = requests;
  }

  @Override
  public Reply answer(Request http) {
    return proofs.withNonce(http, judged(http));
  }

  private Reply judged(Request http) {
    if (!http.query().isEmpty()) {
      return refuse(Refusal.malformed("Parameters belong into the content, not into the URL."));
    }
    try {
      return switch (http.form("resource")) {
        case ParametersReading.Refused refused -> TokenReply.unreadable(refused);
        case ParametersReading.Read(var form) ->
            clients
                .authenticate(http, form)
                .then(client -> pushed(http, client, form))
                .fold(ParEndpoint::created, ParEndpoint::refuse);
      };
    } catch (DependencyUnavailable outage) {
      LOG.warn("nothing pushed: {} is out of reach: {}", outage.dependency(), outage.getMessage());
      return TokenReply.unavailable();
    }
  }

  private Checked<String> pushed(Request http, RegisteredClient client, Parameters form) {
    return proofs
        .in(http, PATH)
        .then(key ->
            requests.push(
                client,
                new PushedRequests.Push(form, key.flatMap(ParEndpoint::jkt), http.requestId())));
  }

  private static Optional<String> jkt(Confirmation key) {
    return key instanceof Confirmation.DpopKey(var thumbprint)
        ? Optional.of(thumbprint)
        : Optional.empty();
  }

  /** RFC 9126 §2.2. */
  private static Reply created(String requestUri) {
    var members = new LinkedHashMap<String, Json>();
    members.put("request_uri", new Json.Text(requestUri));
    members.put("expires_in", new Json.Whole(PushedRequests.LIFE.toSeconds()));
    return Reply.json(201, new Json.Members(members).write()).with("Cache-Control", "no-store");
  }

  private static Reply refuse(Refusal refusal) {
    LOG.info("nothing pushed: {}: {}", refusal.error().code(), refusal.reason());
    return TokenReply.refusal(refusal);
  }
}
