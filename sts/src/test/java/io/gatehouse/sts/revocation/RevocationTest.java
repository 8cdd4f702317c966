package io.gatehouse.sts.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RevocationTest {
  private RunningSts sts;
  private Visitor browser;
  private String access;
  private String refresh;
  private final List<LedgerEvent> heard = new ArrayList<>();

  @BeforeEach
  void signIn() {
    sts = RunningSts.start();
    sts.issuer.feed.subscribe(heard::add);
    browser = sts.visitor();
    var asked =
        Visitor.with(Visitor.request(sts.web), "scope", "openid offline_access orders.read");
    var tokens = browser.token(Visitor.redemption(sts.web, browser.code(asked, "alice")));
    access = Visitor.text(tokens, "access_token");
    refresh = Visitor.text(tokens, "refresh_token");
  }

  private Reply revoke(String token) {
    return browser.post(
        "/revoke", Map.of("token", token, "client_id", sts.web.client().clientId()));
  }

  private Reply refresh() {
    return browser.token(
        Map.of(
            "grant_type",
            "refresh_token",
            "client_id",
            sts.web.client().clientId(),
            "refresh_token",
            refresh));
  }

  private boolean isActive(String token) {
    var told = Visitor.json(browser.as(sts.api, "/introspect", Map.of("token", token)));
    return told.get("active").equals(java.util.Optional.of(new Json.Flag(true)));
  }

  private void isDone(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    assertThat(reply.body().length()).isZero();
  }

  @Test
  void aRefreshTokenTakesItsFamilyAndItsAccessTokensAlong() {
    isDone(revoke(refresh));
    assertThat(Visitor.error(refresh())).isEqualTo("invalid_grant");
    assertThat(isActive(access)).isFalse();
    assertThat(browser.userinfo(access).status()).isEqualTo(401);
    assertThat(heard)
        .anySatisfy(event -> {
          assertThat(event.subject().kind()).isEqualTo(LedgerSubject.Kind.REFRESH_FAMILY);
          assertThat(event.change()).isEqualTo(LedgerEvent.Change.REVOKED);
        });
    isDone(revoke(refresh));
  }

  @Test
  void anAccessTokenGoesAlone() {
    isDone(revoke(access));
    assertThat(isActive(access)).isFalse();
    assertThat(browser.userinfo(access).status()).isEqualTo(401);
    var id = Visitor.payload(access).text("jti").orElseThrow();
    assertThat(heard)
        .extracting(LedgerEvent::subject)
        .contains(new LedgerSubject(LedgerSubject.Kind.TOKEN, id));
    var next = refresh();
    assertThat(next.status()).as(next.body().text()).isEqualTo(200);
    assertThat(isActive(Visitor.text(next, "access_token"))).isTrue();
  }

  @Test
  void anOldTokenOfAFamilyEndsItToo() {
    var next = refresh();
    isDone(revoke(refresh));
    assertThat(isActive(Visitor.text(next, "access_token"))).isFalse();
  }

  @Test
  void whatIsNoTokenIsASuccess() {
    for (String text : new String[] {"x", "a.b.c", refresh + "x", access + "x"}) {
      isDone(revoke(text));
    }
    isDone(
        browser.post(
            "/revoke",
            Map.of(
                "token",
                access,
                "token_type_hint",
                "refresh_token",
                "client_id",
                sts.web.client().clientId())));
    assertThat(isActive(access)).isFalse();
  }

  @Test
  void h34_aTokenOfAnotherClientStaysAndTheCallerIsTold() {
    for (String token : List.of(access, refresh)) {
      var reply = browser.as(sts.service, "/revoke", Map.of("token", token));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(Visitor.error(reply)).isEqualTo("unauthorized_client");
    }
    assertThat(isActive(access)).isTrue();
    assertThat(refresh().status()).isEqualTo(200);
  }

  @Test
  void h34_aClientProvesItselfAsItRegistered() {
    var nobody = browser.post("/revoke", Map.of("token", access));
    assertThat(nobody.status()).isEqualTo(401);
    var unproven = Map.of("token", access, "client_id", sts.service.client().clientId());
    assertThat(Visitor.error(browser.post("/revoke", unproven))).isEqualTo("invalid_client");
    assertThat(browser.get("/revoke?token=" + access).status()).isEqualTo(405);
    var without = browser.post("/revoke", Map.of("client_id", sts.web.client().clientId()));
    assertThat(Visitor.error(without)).isEqualTo("invalid_request");
    assertThat(isActive(access)).isTrue();
  }

  @Test
  void h16_afterTheAnswerNoTokenOfTheFamilyIsAlive() throws InterruptedException {
    var answers = new java.util.concurrent.ConcurrentLinkedQueue<Reply>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      threads.add(Thread.ofVirtual().start(() -> answers.add(refresh())));
    }
    isDone(revoke(refresh));
    for (Thread thread : threads) {
      thread.join();
    }
    for (Reply answer : answers) {
      if (answer.status() == 200) {
        assertThat(isActive(Visitor.text(answer, "access_token"))).isFalse();
      }
    }
    assertThat(Visitor.error(refresh())).isEqualTo("invalid_grant");
  }
}
