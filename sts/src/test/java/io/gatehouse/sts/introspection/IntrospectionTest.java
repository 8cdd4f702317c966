package io.gatehouse.sts.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IntrospectionTest {
  private RunningSts sts;
  private Visitor browser;
  private String access;
  private String refresh;

  @BeforeEach
  void signIn() {
    sts = RunningSts.start();
    browser = sts.visitor();
    var asked =
        Visitor.with(Visitor.request(sts.backend), "scope", "openid offline_access orders.read");
    var tokens =
        browser.token(sts.backend, Visitor.redemption(sts.backend, browser.code(asked, "alice")));
    access = Visitor.text(tokens, "access_token");
    refresh = Visitor.text(tokens, "refresh_token");
  }

  private Json.Members ask(Clients.Registration caller, String token) {
    var reply = browser.as(caller, "/introspect", Map.of("token", token));
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    assertThat(reply.header("Content-Type").value()).contains("application/json");
    assertThat(reply.header("Cache-Control").value()).contains("no-store");
    return Visitor.json(reply);
  }

  private void isInactive(Clients.Registration caller, String token) {
    assertThat(ask(caller, token).values()).isEqualTo(Map.of("active", new Json.Flag(false)));
  }

  private static void refused(Reply reply, int status, String error) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(status);
    assertThat(Visitor.error(reply)).isEqualTo(error);
  }

  @Test
  void theServerOfTheResourceReadsWhatItNeeds() {
    var told = ask(sts.api, access);
    assertThat(told.get("active")).contains(new Json.Flag(true));
    assertThat(told.text("sub")).contains(sts.alice.id().value());
    assertThat(told.text("username")).contains("alice");
    assertThat(told.text("client_id")).contains(sts.backend.client().clientId());
    assertThat(told.text("aud")).contains(RunningSts.ORDERS);
    assertThat(told.text("iss")).contains(RunningSts.ISSUER);
    assertThat(told.text("token_type")).contains("Bearer");
    assertThat(told.text("scope").orElse("").split(" ")).contains("orders.read");
    var claims = Visitor.payload(access);
    for (String same : Set.of("exp", "iat", "jti", "acr", "auth_time")) {
      assertThat(told.get(same)).as(same).isPresent().isEqualTo(claims.get(same));
    }
    assertThat(told.values()).doesNotContainKey("sid");
  }

  @Test
  void aClientReadsItsOwnTokensOfBothKinds() {
    assertThat(ask(sts.backend, access).get("active")).contains(new Json.Flag(true));
    var told = ask(sts.backend, refresh);
    assertThat(told.get("active")).contains(new Json.Flag(true));
    assertThat(told.text("username")).contains("alice");
    assertThat(told.values()).doesNotContainKey("token_type").containsKey("exp");
    var own = browser.token(sts.service, Map.of("grant_type", "client_credentials"));
    var ofClient = ask(sts.service, Visitor.text(own, "access_token"));
    assertThat(ofClient.text("sub")).contains(sts.service.client().clientId());
    assertThat(ofClient.values()).doesNotContainKey("username");
  }

  @Test
  void h34_anothersTokenIsJustNotActive() {
    isInactive(sts.service, access);
    isInactive(sts.service, refresh);
    isInactive(sts.api, refresh);
    var userinfoOnly =
        browser.token(
            Visitor.redemption(
                sts.web,
                browser.code(Visitor.with(Visitor.request(sts.web), "scope", "openid"), "alice")));
    isInactive(sts.api, Visitor.text(userinfoOnly, "access_token"));
  }

  @Test
  void h34_nobodyAsksWithoutProofOrWithTheTokenInTheUrl() {
    refused(browser.post("/introspect", Map.of("token", access)), 401, "invalid_client");
    var named = Map.of("token", access, "client_id", sts.web.client().clientId());
    refused(browser.post("/introspect", named), 401, "invalid_client");
    var inUrl =
        RequestDraft.form("/introspect?token=" + access, "")
            .with("Authorization", Visitor.basic(sts.api));
    refused(browser.send(inUrl), 400, "invalid_request");
    assertThat(browser.get("/introspect?token=" + access).status()).isEqualTo(405);
    refused(browser.as(sts.api, "/introspect", Map.of()), 400, "invalid_request");
  }

  @Test
  void b22_otherTokensThanAccessTokensAreNotActive() {
    var tokens =
        browser.token(Visitor.redemption(sts.web, browser.code(Visitor.request(sts.web), "alice")));
    isInactive(sts.api, Visitor.text(tokens, "id_token"));
    for (String text : new String[] {"x", "a.b.c", access + "x", access.replace('.', '-')}) {
      isInactive(sts.api, text);
    }
  }

  @Test
  void b34_whatWasEndedIsNotActive() {
    sts.set(sts.alice, AccountState.LOCKED);
    assertThat(ask(sts.api, access).get("active")).contains(new Json.Flag(true));
    sts.set(sts.alice, AccountState.DISABLED);
    isInactive(sts.api, access);
    isInactive(sts.backend, refresh);
    sts.set(sts.alice, AccountState.ACTIVE);
    sts.clock.advance(Duration.ofMinutes(7));
    isInactive(sts.api, access);
  }

  @Test
  void b34_aRevokedClientsTokensAreNotActive() {
    assertThat(sts.issuer.clients.revoke(sts.backend.client().clientId())).isTrue();
    isInactive(sts.api, access);
  }

  @Test
  void aTokenThatWasRotatedAwayIsNotActive() {
    var asked = Visitor.with(Visitor.request(sts.web), "scope", "openid offline_access");
    var first = browser.token(Visitor.redemption(sts.web, browser.code(asked, "alice")));
    var again =
        browser.token(
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                sts.web.client().clientId(),
                "refresh_token",
                Visitor.text(first, "refresh_token")));
    assertThat(again.status()).isEqualTo(200);
    isInactive(sts.backend, Visitor.text(first, "refresh_token"));
  }
}
