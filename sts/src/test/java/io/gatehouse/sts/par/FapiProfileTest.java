package io.gatehouse.sts.par;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FAPI 2.0 Security Profile §5.3.2. */
final class FapiProfileTest {
  private RunningSts sts;
  private Visitor browser;
  private Pushing pushing;
  private Clients.Registration fapi;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
    pushing = new Pushing(sts);
    fapi =
        pushing.register(
            ", \"security_profile\": \"fapi-2.0\", \"dpop_bound_access_tokens\": true");
  }

  @Test
  void fapi_onlyPushedRequestsAreAnswered() {
    var bare = browser.authorize(Visitor.request(fapi));
    assertThat(Visitor.query(bare)).containsEntry("error", "invalid_request");
    var answer =
        browser.signIn(Pushing.by(fapi, pushing.pushed(fapi)), "alice", "alice's password");
    assertThat(Visitor.query(answer)).containsEntry("iss", RunningSts.ISSUER);
    Visitor.refused(
        pushing.push(fapi, Visitor.without(Visitor.request(fapi), "code_challenge")),
        "invalid_request");
  }

  @Test
  void fapi_noTokenIsForAnybody() {
    var answer =
        browser.signIn(Pushing.by(fapi, pushing.pushed(fapi)), "alice", "alice's password");
    var form = pushing.proven(fapi, Visitor.redemption(fapi, Visitor.code(answer)));
    form.remove("client_id");
    Visitor.refused(browser.token(form), "invalid_request");
  }

  @Test
  void fapi_theWholeWayEndsInABoundTokenAndAStableRefreshToken() {
    var scoped = Visitor.with(Visitor.request(fapi), "scope", "openid offline_access");
    var reply = pushing.push(fapi, scoped);
    var answer =
        browser.signIn(
            Pushing.by(fapi, Visitor.text(reply, "request_uri")), "alice", "alice's password");
    var form = Visitor.redemption(fapi, Visitor.code(answer));
    var tokens = token(form);
    assertThat(Visitor.text(tokens, "token_type")).isEqualTo("DPoP");
    assertThat(Visitor.header(Visitor.text(tokens, "id_token")).text("alg")).contains("ES256");
    var refresh =
        Map.of(
            "grant_type", "refresh_token", "refresh_token", Visitor.text(tokens, "refresh_token"));
    for (int i = 0; i < 2; i++) {
      assertThat(Visitor.json(token(refresh)).values()).doesNotContainKey("refresh_token");
    }
  }

  private Reply token(Map<String, String> form) {
    var target = RunningSts.ISSUER + "/token";
    var claims = Pushing.KEY.proofClaims("POST", target, sts.clock.instant());
    var first = pushing.send("/token", fapi, form, Pushing.KEY.proof(claims));
    var renewed = Pushing.KEY.proofClaims("POST", target, sts.clock.instant());
    renewed.put("nonce", new Json.Text(Visitor.nonce(first)));
    var reply = pushing.send("/token", fapi, form, Pushing.KEY.proof(renewed));
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    return reply;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"security_profile\": \"fapi-2.0\"",
        ", \"security_profile\": \"fapi-3\"",
        ", \"security_profile\": \"fapi-2.0\", \"dpop_bound_access_tokens\": true,"
            + " \"require_pushed_authorization_requests\": false",
        ", \"security_profile\": \"fapi-2.0\", \"dpop_bound_access_tokens\": true,"
            + " \"token_endpoint_auth_signing_alg\": \"RS256\"",
        ", \"security_profile\": \"fapi-2.0\", \"dpop_bound_access_tokens\": true,"
            + " \"id_token_signed_response_alg\": \"RS256\""
      })
  void fapi_aRegistrationOutsideOfTheProfileIsRefused(String more) {
    assertThat(sts.issuer.clients.read(Pushing.metadata(more).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MetadataReading.Refused.class);
  }
}
