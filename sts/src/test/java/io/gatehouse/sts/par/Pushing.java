package io.gatehouse.sts.par;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.ClientKey;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.web.endpoint.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Clients that prove themselves with a key of theirs and push what they ask for. */
final class Pushing {
  static final ClientKey KEY = ClientKey.of(JwsAlgorithm.ES256);

  private final RunningSts sts;
  private int ids;

  Pushing(RunningSts sts) {
    this.sts = sts;
  }

  static String metadata(String more) {
    return """
    {"client_name": "Bank", "redirect_uris": ["https://app.example.com/cb"],
     "grant_types": ["authorization_code", "refresh_token"], "first_party": true,
     "scope": "openid offline_access orders.read",
     "token_endpoint_auth_method": "private_key_jwt", "jwks": %s %s}
    """
        .formatted(KEY.set(), more);
  }

  Clients.Registration register(String more) {
    return sts.register(metadata(more));
  }

  Map<String, String> proven(Clients.Registration client, Map<String, String> form) {
    var id = client.client().clientId();
    var claims = ClientKey.assertion(id, sts.clock.instant(), "jti" + ids++);
    var sent = new LinkedHashMap<>(form);
    sent.put("client_assertion", KEY.sign("JWT", claims));
    sent.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    return sent;
  }

  Reply push(Clients.Registration client, Map<String, String> form, String... proofs) {
    return send("/par", client, form, proofs);
  }

  Reply send(String path, Clients.Registration client, Map<String, String> form, String... proofs) {
    var draft = Visitor.proving(path, proven(client, form), proofs);
    return sts.mounts.answer(draft.named("sent" + ids++).request());
  }

  String pushed(Clients.Registration client) {
    var reply = push(client, Visitor.request(client));
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(201);
    assertThat(Visitor.json(reply).get("expires_in")).contains(new Json.Whole(60));
    assertThat(reply.header("Cache-Control").value()).contains("no-store");
    return Visitor.text(reply, "request_uri");
  }

  static Map<String, String> by(Clients.Registration client, String requestUri) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", client.client().clientId());
    parameters.put("request_uri", requestUri);
    return parameters;
  }
}
