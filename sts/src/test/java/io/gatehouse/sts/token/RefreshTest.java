package io.gatehouse.sts.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.web.endpoint.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RefreshTest {
  private RunningSts sts;
  private Visitor browser;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
  }

  /** The tokens of a public client. */
  private Reply first() {
    var offline =
        Visitor.with(Visitor.request(sts.web), "scope", "openid offline_access orders.read");
    return browser.token(Visitor.redemption(sts.web, browser.code(offline, "alice")));
  }

  /** The refresh token of a client with a secret. */
  private String stable() {
    var offline =
        Visitor.with(Visitor.request(sts.backend), "scope", "openid offline_access orders.read");
    var form = Visitor.redemption(sts.backend, browser.code(offline, "alice"));
    return token(browser.token(sts.backend, form));
  }

  private static String token(Reply reply) {
    return Visitor.text(reply, "refresh_token");
  }

  private static Map<String, String> form(String token) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", token);
    return form;
  }

  private Reply refresh(String token) {
    return browser.token(of(sts.web, form(token)));
  }

  private static Map<String, String> of(Clients.Registration client, Map<String, String> form) {
    return Visitor.with(form, "client_id", client.client().clientId());
  }

  private static void refused(Reply reply, String error) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(400);
    assertThat(Visitor.error(reply)).isEqualTo(error);
  }

  @Test
  void aPublicClientGetsANewTokenEachTime() {
    var first = first();
    var second = refresh(token(first));
    assertThat(token(second)).isNotEqualTo(token(first));
    assertThat(Visitor.payload(Visitor.text(second, "access_token")).text("jti"))
        .isNotEqualTo(Visitor.payload(Visitor.text(first, "access_token")).text("jti"));
    var idToken = Visitor.payload(Visitor.text(second, "id_token"));
    assertThat(idToken.text("nonce")).isEmpty();
    assertThat(idToken.get("auth_time"))
        .isEqualTo(Visitor.payload(Visitor.text(first, "id_token")).get("auth_time"));
    assertThat(token(refresh(token(second)))).isNotEqualTo(token(second));
  }

  @Test
  void aLostAnswerIsAnsweredAgainWhileItsTokenIsUnused() {
    var first = token(first());
    var second = token(refresh(first));
    sts.clock.advance(Duration.ofSeconds(30));
    assertThat(token(refresh(first))).isEqualTo(second);
    assertThat(refresh(second).status()).isEqualTo(200);
  }

  @Test
  void aReuseAfterThirtySecondsRevokesTheFamily() {
    var first = token(first());
    var second = token(refresh(first));
    sts.clock.advance(Duration.ofSeconds(31));
    refused(refresh(first), "invalid_grant");
    refused(refresh(second), "invalid_grant");
  }

  @Test
  void aReuseAfterTheSuccessorWasUsedRevokesTheFamily() {
    var first = token(first());
    var third = token(refresh(token(refresh(first))));
    refused(refresh(first), "invalid_grant");
    refused(refresh(third), "invalid_grant");
  }

  @Test
  void aConfidentialClientKeepsItsToken() {
    var token = stable();
    for (int i = 0; i < 3; i++) {
      sts.clock.advance(Duration.ofDays(29));
      var reply = browser.token(sts.backend, form(token));
      assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
      assertThat(Visitor.json(reply).text("refresh_token")).isEmpty();
    }
    sts.clock.advance(Duration.ofDays(3));
    refused(browser.token(sts.backend, form(token)), "invalid_grant");
  }

  @Test
  void aTokenThatIsNotUsedEndsAfterThirtyDays() {
    var token = token(first());
    sts.clock.advance(Duration.ofDays(30));
    refused(refresh(token), "invalid_grant");
  }

  @Test
  void withoutOfflineAccessThereIsNoRefreshToken() {
    var reply =
        browser.token(Visitor.redemption(sts.web, browser.code(Visitor.request(sts.web), "alice")));
    assertThat(Visitor.json(reply).text("refresh_token")).isEmpty();
  }

  @Test
  void aForgedGenerationIsRefusedAndRevokesNothing() {
    var token = token(first());
    refused(refresh(token.replaceFirst("\\.1\\.", ".2.")), "invalid_grant");
    refused(refresh(token.substring(0, token.length() - 1)), "invalid_grant");
    refused(refresh("x"), "invalid_grant");
    assertThat(refresh(token).status()).isEqualTo(200);
  }

  @Test
  void h16_afterARevocationNoTokenOfTheFamilyIsActive() {
    var first = first();
    var second = refresh(token(first));
    var family = token(first).split("\\.", 2)[0];
    assertThat(
            sts.issuer.ledger.revoke(new LedgerSubject(LedgerSubject.Kind.REFRESH_FAMILY, family)))
        .isTrue();
    refused(refresh(token(second)), "invalid_grant");
    for (Reply reply : new Reply[] {first, second}) {
      assertThat(browser.userinfo(Visitor.text(reply, "access_token")).status()).isEqualTo(401);
    }
  }

  @Test
  void h17_aRefreshNeverGivesMore() {
    var token = token(first());
    refused(
        browser.token(of(sts.web, Visitor.with(form(token), "scope", "orders.write"))),
        "invalid_scope");
    refused(
        browser.token(of(sts.web, Visitor.with(form(token), "resource", "https://other.example"))),
        "invalid_target");
    var less = browser.token(of(sts.web, Visitor.with(form(token), "scope", "orders.read")));
    assertThat(Visitor.text(less, "scope")).isEqualTo("orders.read");
    assertThat(Visitor.json(less).text("id_token")).isEmpty();
    assertThat(Visitor.text(refresh(token(less)), "scope"))
        .isEqualTo("offline_access openid orders.read");
  }

  @Test
  void h17_aTokenInAnotherClientsHandsEndsTheFamily() {
    var token = token(first());
    refused(browser.token(sts.backend, form(token)), "invalid_grant");
    refused(refresh(token), "invalid_grant");
  }

  @Test
  void h18_aDisabledOrLockedPersonsTokenIsRefused() {
    for (var state : new AccountState[] {AccountState.LOCKED, AccountState.DISABLED}) {
      var token = token(first());
      sts.set(sts.alice, state);
      refused(refresh(token), "invalid_grant");
      sts.set(sts.alice, AccountState.ACTIVE);
    }
  }

  @Test
  void h18_aLockedPersonsTokenWorksAgainAfterTheLock() {
    var token = token(first());
    sts.set(sts.alice, AccountState.LOCKED);
    refused(refresh(token), "invalid_grant");
    sts.set(sts.alice, AccountState.ACTIVE);
    assertThat(refresh(token).status()).isEqualTo(200);
  }

  @Test
  void h18_aChangedPasswordEndsTheFamily() {
    var token = token(first());
    sts.issuer.watch.send(sts.alice.id(), OwnerChanged.Change.PASSWORD_CHANGED);
    refused(refresh(token), "invalid_grant");
  }

  @Test
  void h18_aRevokedClientGetsNothing() {
    var token = token(first());
    assertThat(sts.issuer.clients.revoke(sts.web.client().clientId())).isTrue();
    var reply = refresh(token);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(Visitor.error(reply)).isEqualTo("invalid_client");
  }

  @Test
  void g16_aPersonMadeAgainUnderTheSameNameGetsNothingOfTheOldOne() {
    var first = first();
    sts.issuer.directory.remove(sts.alice.id());
    sts.issuer.watch.send(sts.alice.id(), OwnerChanged.Change.DELETED);
    sts.issuer.directory.add("00000000-0000-4000-8000-0000000000aa", "alice", "orders-read");
    refused(refresh(token(first)), "invalid_grant");
    assertThat(browser.userinfo(Visitor.text(first, "access_token")).status()).isEqualTo(401);
    var page = browser.follow(browser.authorize(Visitor.request(sts.web)));
    assertThat(page.status()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenEndsWithTheSessionThatWasEnded() {
    var tokens = first();
    var sid = Visitor.payload(Visitor.text(tokens, "access_token")).text("sid").orElseThrow();
    assertThat(sts.issuer.ledger.revoke(new LedgerSubject(LedgerSubject.Kind.SESSION, sid)))
        .isTrue();
    refused(refresh(token(tokens)), "invalid_grant");
    sts.clock.advance(Duration.ofDays(3));
    sts.issuer.ledger.tidy();
    refused(refresh(token(tokens)), "invalid_grant");
  }

  @Test
  void aRefreshTokenOutlivesTheSessionThatOnlyExpired() {
    var tokens = first();
    sts.clock.advance(Duration.ofDays(3));
    sts.issuer.ledger.tidy();
    assertThat(refresh(token(tokens)).status()).isEqualTo(200);
  }
}
