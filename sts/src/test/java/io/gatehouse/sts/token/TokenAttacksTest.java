package io.gatehouse.sts.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Body;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenAttacksTest {
  private RunningSts sts;
  private Visitor browser;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
  }

  private String code() {
    return browser.code(Visitor.request(sts.web), "alice");
  }

  private Map<String, String> redemption() {
    return Visitor.redemption(sts.web, code());
  }

  private static void refused(Reply reply, int status, String error) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(status);
    assertThat(Visitor.error(reply)).isEqualTo(error);
    assertThat(reply.header("Cache-Control").value()).contains("no-store");
    assertThat(reply.body().text()).doesNotContain("access_token", "Exception");
  }

  private static String granted(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    return Visitor.text(reply, "access_token");
  }

  @Test
  void h04_theRedirectUriIsTheOneOfTheRequest() {
    refused(browser.token(Visitor.without(redemption(), "redirect_uri")), 400, "invalid_grant");
    refused(
        browser.token(Visitor.with(redemption(), "redirect_uri", RunningSts.CALLBACK + "/")),
        400,
        "invalid_grant");
    assertThat(granted(browser.token(redemption()))).isNotEmpty();
  }

  @Test
  void h08_aCodeOfAnotherClientIsRefusedAndBurnt() {
    var form = redemption();
    var foreign = Visitor.with(form, "client_id", sts.backend.client().clientId());
    refused(browser.token(sts.backend, foreign), 400, "invalid_grant");
    refused(browser.token(form), 400, "invalid_grant");
  }

  @Test
  void h08_anotherClientsReplayRevokesWhatTheCodeGave() {
    var form = redemption();
    var access = granted(browser.token(form));
    assertThat(browser.userinfo(access).status()).isEqualTo(200);
    refused(browser.token(sts.backend, form), 400, "invalid_grant");
    assertThat(browser.userinfo(access).status()).isEqualTo(401);
  }

  @Test
  void h09_noOtherSecretIsACode() {
    var offline =
        Visitor.with(Visitor.request(sts.web), "scope", "openid offline_access orders.read");
    var tokens = browser.token(Visitor.redemption(sts.web, browser.code(offline, "alice")));
    for (String other :
        new String[] {
          Visitor.text(tokens, "refresh_token"),
          Visitor.text(tokens, "access_token"),
          browser.cookies.getOrDefault("__Host-gh-session", "-"),
          browser.cookies.getOrDefault("__Host-gh-browser", "-")
        }) {
      refused(browser.token(Visitor.redemption(sts.web, other)), 400, "invalid_grant");
    }
    var asRefresh = refresh(sts.web.client().clientId(), code());
    refused(browser.token(asRefresh), 400, "invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK"})
  void h10_aWrongVerifierIsRefusedAndTheCodeIsBurnt(String verifier) {
    var form = redemption();
    refused(browser.token(Visitor.with(form, "code_verifier", verifier)), 400, "invalid_grant");
    refused(browser.token(form), 400, "invalid_grant");
  }

  @Test
  void h10_aMissingVerifierIsRefused() {
    refused(browser.token(Visitor.without(redemption(), "code_verifier")), 400, "invalid_grant");
  }

  @Test
  void h10_aVerifierWithoutAChallengeIsRefused() {
    var plain =
        Visitor.without(
            Visitor.without(Visitor.request(sts.backend), "code_challenge"),
            "code_challenge_method");
    var form = Visitor.redemption(sts.backend, browser.code(plain, "alice"));
    refused(browser.token(sts.backend, form), 400, "invalid_grant");
    var second = Visitor.redemption(sts.backend, browser.code(plain, "alice"));
    assertThat(granted(browser.token(sts.backend, Visitor.without(second, "code_verifier"))))
        .isNotEmpty();
  }

  @Test
  void aCodeLivesThirtySeconds() {
    var form = redemption();
    sts.clock.advance(Duration.ofSeconds(30));
    refused(browser.token(form), 400, "invalid_grant");
    var inTime = redemption();
    sts.clock.advance(Duration.ofSeconds(29));
    assertThat(granted(browser.token(inTime))).isNotEmpty();
  }

  @Test
  void aRetryWithinTwoSecondsIsOnlyRefused() {
    var form = redemption();
    var access = granted(browser.token(form));
    sts.clock.advance(Duration.ofSeconds(2));
    refused(browser.token(form), 400, "invalid_grant");
    assertThat(browser.userinfo(access).status()).isEqualTo(200);
  }

  @Test
  void aReplayAfterTwoSecondsRevokesEverythingTheCodeGave() {
    var offline =
        Visitor.with(Visitor.request(sts.web), "scope", "openid offline_access orders.read");
    var form = Visitor.redemption(sts.web, browser.code(offline, "alice"));
    var tokens = browser.token(form);
    var refreshed =
        browser.token(refresh(sts.web.client().clientId(), Visitor.text(tokens, "refresh_token")));
    sts.clock.advance(Duration.ofMillis(2001));
    refused(browser.token(form), 400, "invalid_grant");
    assertThat(browser.userinfo(granted(tokens)).status()).isEqualTo(401);
    assertThat(browser.userinfo(granted(refreshed)).status()).isEqualTo(401);
    var next = refresh(sts.web.client().clientId(), Visitor.text(refreshed, "refresh_token"));
    refused(browser.token(next), 400, "invalid_grant");
  }

  @Test
  void aReplayWithoutTheVerifierRevokesAtOnce() {
    var form = redemption();
    var access = granted(browser.token(form));
    refused(browser.token(Visitor.without(form, "code_verifier")), 400, "invalid_grant");
    assertThat(browser.userinfo(access).status()).isEqualTo(401);
  }

  @Test
  void ofSixtyFourRedemptionsAtOnceExactlyOneSucceedsAndItsTokenLives() throws Exception {
    var form = redemption();
    var calls = new ArrayList<Callable<Reply>>();
    for (int i = 0; i < 64; i++) {
      calls.add(() -> browser.token(form));
    }
    try (var pool = Executors.newFixedThreadPool(64)) {
      var replies = new ArrayList<Reply>();
      for (var result : pool.invokeAll(calls)) {
        replies.add(result.get());
      }
      var good = replies.stream().filter(reply -> reply.status() == 200).toList();
      assertThat(good).hasSize(1);
      assertThat(replies).filteredOn(r -> r.status() != 200).allMatch(r -> r.status() == 400);
      assertThat(browser.userinfo(granted(good.getFirst())).status()).isEqualTo(200);
    }
  }

  @Test
  void h19_everyGrantLooksAtThePersonBeforeATokenLeaves() {
    for (var state : new AccountState[] {AccountState.LOCKED, AccountState.DISABLED}) {
      var form = redemption();
      sts.set(sts.alice, state);
      refused(browser.token(form), 400, "invalid_grant");
      sts.set(sts.alice, AccountState.ACTIVE);
    }
  }

  @Test
  void h23_exactlyTheRegisteredMethodProvesAClient() {
    var service = sts.service.client().clientId();
    var secret = sts.service.secret().orElseThrow().exposeText();
    var bare = Map.of("grant_type", "client_credentials");
    assertThat(granted(browser.token(sts.service, bare))).isNotEmpty();
    refused(browser.token(Visitor.with(bare, "client_id", service)), 401, "invalid_client");
    var posted = Visitor.with(Visitor.with(bare, "client_id", service), "client_secret", secret);
    refused(browser.token(posted), 401, "invalid_client");
    refused(
        browser.token(sts.service, Visitor.with(bare, "client_secret", secret)),
        401,
        "invalid_client");
    refused(
        browser.token(sts.service, Visitor.with(bare, "client_assertion", "e30.e30.")),
        401,
        "invalid_client");
    var otherName =
        RequestDraft.form("/token", "grant_type=client_credentials&client_id=somebody")
            .with("Authorization", Visitor.basic(sts.service));
    refused(browser.send(otherName), 401, "invalid_client");
    var twice =
        RequestDraft.form("/token", "grant_type=client_credentials")
            .with("Authorization", Visitor.basic(sts.service))
            .with("Authorization", Visitor.basic(sts.service));
    refused(browser.send(twice), 401, "invalid_client");
  }

  @Test
  void h23_aPublicClientCannotActForItself() {
    refused(
        browser.token(
            Map.of("grant_type", "client_credentials", "client_id", sts.web.client().clientId())),
        400,
        "unauthorized_client");
  }

  @Test
  void h46_aParameterTwiceOrInTheUrlIsRefused() {
    var form = Visitor.encode(redemption());
    refused(browser.send(RequestDraft.form("/token", form + "&code=x")), 400, "invalid_request");
    refused(browser.send(RequestDraft.form("/token?code=x", form)), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=utf-7",
        ""
      })
  void h47_onlyAFormIsRead(String type) {
    var draft = RequestDraft.of("POST", "/token").content(Body.utf8(Visitor.encode(redemption())));
    refused(
        browser.send(type.isEmpty() ? draft : draft.with("Content-Type", type)),
        415,
        "invalid_request");
  }

  @Test
  void h47_onlyPostIsServed() {
    assertThat(browser.get("/token").status()).isEqualTo(405);
  }

  @Test
  void h48_guessingASecretHasAnEnd() {
    var pair = sts.service.client().clientId() + ":wrong";
    var wrong =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 10; i++) {
      var draft = RequestDraft.form("/token", "grant_type=client_credentials");
      refused(browser.send(draft.with("Authorization", wrong)), 401, "invalid_client");
    }
    var bare = Map.of("grant_type", "client_credentials");
    assertThat(browser.token(sts.service, bare).status()).isEqualTo(429);
    sts.clock.advance(Duration.ofMinutes(2));
    assertThat(granted(browser.token(sts.service, bare))).isNotEmpty();
  }

  @Test
  void h51_scopesOfOthersAreNotGiven() {
    var bare = Map.of("grant_type", "client_credentials");
    for (String scope :
        new String[] {
          "orders.write", "openid", "unknown", "orders.read  x", "orders.read orders.read"
        }) {
      refused(browser.token(sts.service, Visitor.with(bare, "scope", scope)), 400, "invalid_scope");
    }
    refused(
        browser.token(sts.service, Visitor.with(bare, "resource", "https://other.example.com")),
        400,
        "invalid_scope");
  }

  @Test
  void aClientActsForItselfWithTheScopesRegisteredForIt() {
    var tokens = browser.token(sts.service, Map.of("grant_type", "client_credentials"));
    var claims = Visitor.payload(granted(tokens));
    assertThat(claims.text("sub")).contains(sts.service.client().clientId());
    assertThat(claims.text("client_id")).contains(sts.service.client().clientId());
    assertThat(claims.text("scope")).contains("orders.read");
    assertThat(claims.text("aud")).contains(RunningSts.ORDERS);
    assertThat(claims.get("amr").flatMap(Json::texts)).contains(List.of("client"));
    assertThat(Visitor.json(tokens).values()).doesNotContainKeys("refresh_token", "id_token");
  }

  @Test
  void aClientStopsWithItsOwner() {
    var owned =
        sts.register(
            """
            {"client_name": "Owned", "grant_types": ["client_credentials"],
             "scope": "orders.read", "owner": "00000000-0000-4000-8000-00000000000b"}
            """);
    var bare = Map.of("grant_type", "client_credentials");
    assertThat(granted(browser.token(owned, bare))).isNotEmpty();
    sts.set(sts.bob, AccountState.DISABLED);
    refused(browser.token(owned, bare), 401, "invalid_client");
  }

  @Test
  void theGrantTypeIsOneThatTheClientRegistered() {
    var base = Map.of("client_id", sts.web.client().clientId());
    refused(browser.token(base), 400, "invalid_request");
    refused(
        browser.token(Visitor.with(base, "grant_type", "password")), 400, "unsupported_grant_type");
    refused(browser.token(sts.service, redemption()), 400, "unauthorized_client");
  }

  @Test
  void l03_noAnswerTellsOfTheProgram() {
    for (String body : new String[] {"grant_type=%zz", "=", "%00", "a&b&c"}) {
      var reply = browser.send(RequestDraft.form("/token", body));
      assertThat(reply.status()).isBetween(400, 401);
      assertThat(reply.body().text()).doesNotContain("java", "io.gatehouse", "at ");
    }
  }

  private static Map<String, String> refresh(String clientId, String token) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("client_id", clientId);
    form.put("refresh_token", token);
    return form;
  }
}
