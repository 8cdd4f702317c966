package io.gatehouse.sts.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TokenExchangeTest {
  private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";

  private RunningSts sts;
  private Visitor browser;
  private Reply tokens;

  @BeforeEach
  void signIn() {
    sts = RunningSts.start();
    browser = sts.visitor();
    var asked =
        Visitor.with(Visitor.request(sts.web), "scope", "openid offline_access orders.read");
    tokens = browser.token(Visitor.redemption(sts.web, browser.code(asked, "alice")));
  }

  private static Map<String, String> form(String token) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    form.put("subject_token", token);
    form.put("subject_token_type", ACCESS);
    form.put("audience", "orders-api");
    return form;
  }

  private Map<String, String> form() {
    return form(Visitor.text(tokens, "access_token"));
  }

  private Reply exchange(Clients.Registration actor, Map<String, String> form) {
    return browser.token(actor, form);
  }

  private static String granted(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    return Visitor.text(reply, "access_token");
  }

  private void refused(Clients.Registration actor, Map<String, String> form, String error) {
    var reply = exchange(actor, form);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(400);
    assertThat(Visitor.error(reply)).isEqualTo(error);
  }

  @Test
  void aServiceCallsOnForItsCallerAndIsNamed() {
    var reply = exchange(sts.middle, form());
    var claims = Visitor.payload(granted(reply));
    assertThat(Visitor.text(reply, "issued_token_type")).isEqualTo(ACCESS);
    assertThat(Visitor.text(reply, "token_type")).isEqualTo("Bearer");
    assertThat(Visitor.json(reply).values()).doesNotContainKeys("refresh_token", "id_token");
    assertThat(claims.text("sub")).contains(sts.alice.id().value());
    assertThat(claims.text("client_id")).contains(sts.middle.client().clientId());
    assertThat(claims.text("aud")).contains(RunningSts.ORDERS);
    assertThat(claims.text("scope")).contains("orders.read");
    assertThat(claims.get("act"))
        .contains(new Json.Members(Map.of("sub", new Json.Text(sts.middle.client().clientId()))));
    assertThat(Visitor.json(reply).get("expires_in")).contains(new Json.Whole(120));
  }

  @Test
  void chainsOfActorsAreKeptAndHaveAnEnd() {
    var once = granted(exchange(sts.middle, form()));
    var twice = granted(exchange(sts.middle, form(once)));
    var self = new Json.Text(sts.middle.client().clientId());
    var inner = new Json.Members(Map.of("sub", self));
    assertThat(Visitor.payload(twice).get("act"))
        .contains(new Json.Members(Map.of("sub", self, "act", inner)));
    refused(sts.middle, form(twice), "invalid_request");
  }

  @Test
  void h30_anImpersonatorGetsAtMostWhatTheTokenHeldForAsLongAsItLives() {
    sts.clock.advance(Duration.ofMinutes(3));
    var reply = exchange(sts.impersonator, form());
    var claims = Visitor.payload(granted(reply));
    assertThat(claims.values()).doesNotContainKey("act");
    assertThat(claims.get("exp"))
        .isEqualTo(Visitor.payload(Visitor.text(tokens, "access_token")).get("exp"));
    refused(sts.impersonator, Visitor.with(form(), "scope", "orders.write"), "invalid_scope");
    refused(sts.impersonator, Visitor.with(form(), "scope", "openid"), "invalid_scope");
    var once = granted(exchange(sts.middle, form()));
    refused(sts.impersonator, form(once), "invalid_request");
  }

  @Test
  void h30_theTableDecidesWhateverIsSent() {
    refused(sts.middle, Visitor.with(form(), "audience", "other-api"), "invalid_target");
    refused(sts.middle, Visitor.without(form(), "audience"), "invalid_target");
    refused(
        sts.middle,
        Visitor.with(form(), "resource", "https://other.example.com"),
        "invalid_target");
    var byUri = Visitor.with(Visitor.without(form(), "audience"), "resource", RunningSts.ORDERS);
    assertThat(granted(exchange(sts.middle, byUri))).isNotEmpty();
    refused(sts.service, form(), "unauthorized_client");
    var named = Visitor.with(form(), "client_id", sts.web.client().clientId());
    assertThat(Visitor.error(browser.token(named))).isEqualTo("unauthorized_client");
  }

  @Test
  void h30_aBadSubjectTokenIsNeverPassedOver() {
    refused(sts.middle, Visitor.without(form(), "subject_token"), "invalid_request");
    refused(sts.middle, Visitor.without(form(), "subject_token_type"), "invalid_request");
    refused(sts.middle, form("x"), "invalid_request");
    refused(sts.middle, form(Visitor.text(tokens, "id_token")), "invalid_request");
    refused(
        sts.middle,
        Visitor.with(form(), "subject_token_type", "urn:ietf:params:oauth:token-type:saml1"),
        "invalid_request");
    refused(
        sts.middle,
        Visitor.with(
            form(), "requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"),
        "invalid_request");
    var own = browser.token(sts.middle, Map.of("grant_type", "client_credentials"));
    refused(sts.middle, form(granted(own)), "invalid_request");
  }

  @Test
  void h30_aTokenForSomebodyElsesResourceIsNotTheirsToBring() {
    var userinfo =
        browser.token(
            Visitor.redemption(
                sts.web,
                browser.code(Visitor.with(Visitor.request(sts.web), "scope", "openid"), "alice")));
    refused(sts.middle, form(Visitor.text(userinfo, "access_token")), "invalid_request");
  }

  @Test
  void b22_anIdTokenOfAnotherClientIsRefused() {
    var form = form(Visitor.text(tokens, "id_token"));
    form.put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token");
    refused(sts.middle, form, "invalid_request");
  }

  @Test
  void theActorTokenIsTheClientsOwnOrRefused() {
    var own = granted(browser.token(sts.middle, Map.of("grant_type", "client_credentials")));
    var with = Visitor.with(Visitor.with(form(), "actor_token", own), "actor_token_type", ACCESS);
    assertThat(granted(exchange(sts.middle, with))).isNotEmpty();
    refused(sts.middle, Visitor.without(with, "actor_token_type"), "invalid_request");
    refused(sts.middle, Visitor.without(with, "actor_token"), "invalid_request");
    var stolen = Visitor.with(with, "actor_token", Visitor.text(tokens, "access_token"));
    refused(sts.middle, stolen, "invalid_request");
  }

  @Test
  void whatWasExchangedEndsWithWhatItCameFrom() {
    var exchanged = granted(exchange(sts.middle, form()));
    browser.post(
        "/revoke",
        Map.of(
            "token",
            Visitor.text(tokens, "refresh_token"),
            "client_id",
            sts.web.client().clientId()));
    var told = browser.as(sts.api, "/introspect", Map.of("token", exchanged));
    assertThat(Visitor.json(told).get("active")).contains(new Json.Flag(false));
    refused(sts.middle, form(), "invalid_request");
  }

  @Test
  void h19_aDisabledPersonsTokenIsNotExchanged() {
    sts.set(sts.alice, AccountState.DISABLED);
    refused(sts.middle, form(), "invalid_request");
  }
}
