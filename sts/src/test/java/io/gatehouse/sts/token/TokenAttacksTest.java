package io.gatehouse.sts.token;

import static io.gatehouse.sts.token.TokenAnswers.granted;
import static io.gatehouse.sts.token.TokenAnswers.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private static Map<String, String> refresh(String clientId, String token) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("client_id", clientId);
    form.put("refresh_token", token);
    return form;
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
  void h46_aParameterTwiceOrInTheUrlIsRefused() {
    var form = Visitor.encode(redemption());
    refused(browser.send(RequestDraft.form("/token", form + "&code=x")), 400, "invalid_request");
    refused(browser.send(RequestDraft.form("/token?code=x", form)), 400, "invalid_request");
  }
}
