package io.gatehouse.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.Principal;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginTest {
  private final TestLogin login = new TestLogin();

  private static List<String> cookies(Reply reply) {
    return reply.fields().stream()
        .filter(field -> field.isNamed("Set-Cookie"))
        .map(HttpField::value)
        .toList();
  }

  private static boolean opensASession(Reply reply) {
    return cookies(reply).stream().anyMatch(text -> text.startsWith(BrowserSessions.COOKIE + "="));
  }

  private void isRefused(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(opensASession(reply)).isFalse();
    assertThat(login.sessions.size()).isZero();
  }

  @Test
  void aBrowserIsSentWithCodeChallengeStateAndNonce() {
    var asked = login.begin("/orders/1?a=b");

    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "gateway")
        .containsEntry("redirect_uri", "https://h.test/.gatehouse/login/sso")
        .containsEntry("scope", "openid orders.read")
        .containsEntry("code_challenge_method", "S256");
    assertThat(asked.get("state")).hasSize(43).isNotEqualTo(asked.get("nonce"));
    assertThat(asked.get("code_challenge")).hasSize(43);
  }

  @Test
  void whoComesBackHasASessionOfTheSamePrincipalAsATokenGives() {
    var reply = login.signIn();

    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.header("Location").value()).contains("/orders/1?a=b");
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
    var identity = ((Attempt.Verified) login.who()).identity();
    assertThat(identity.principal()).isEqualTo(new Principal.Person(TestLogin.BOB));
    assertThat(identity.owner()).contains(new EntryUuid(TestLogin.BOB));
    assertThat(identity.kind()).isEqualTo(CredentialKind.SESSION);
    assertThat(identity.authorizedParty()).isEqualTo("gateway");
    assertThat(identity.authority().scopes()).containsExactlyInAnyOrder("openid", "orders.read");
    assertThat(identity.authority().groups()).containsExactly("orders-read");
    assertThat(identity.authority().audiences()).isEmpty();
    assertThat(identity.session()).contains("sid-1");
    assertThat(login.issuer.posted.getFirst())
        .contains("grant_type=authorization_code", "code=c0de", "code_verifier=");
    assertThat(login.issuer.proofs.getFirst()).isEqualTo("Basic Z2F0ZXdheTpzM2NyZXQ=");
  }

  @Test
  void h40_theCookiesAreOfThisHostOverTlsAndHoldNoToken() {
    var _ = login.begin("/");
    var state = login.cookies().get("__Host-gh-login-0");
    var reply = login.comeBack(login.good());

    assertThat(cookies(reply))
        .anySatisfy(text ->
            assertThat(text)
                .matches("__Host-gh=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax"))
        .anySatisfy(text -> assertThat(text).startsWith("__Host-gh-login-0=;"))
        .noneSatisfy(text -> assertThat(text).contains("Domain"));
    assertThat(state).doesNotContain(login.issuer.asked.get("nonce"));
    assertThat(reply.toString()).doesNotContain(FakeIssuer.ACCESS_TOKEN);
  }

  @Test
  void h11_aReturnThatThisBrowserDidNotBeginIsRefusedAndTheIssuerNotAsked() {
    var stranger = new TestLogin();
    var _ = stranger.begin("/");
    var _ = login.begin("/");

    isRefused(login.comeBack(stranger.good()), 400);
    isRefused(login.comeBack(TestLogin.returning("code", "c0de", "iss", FakeIssuer.NAME)), 400);
    isRefused(login.comeBackTo("elsewhere.test", login.good()), 400);
    isRefused(login.comeBack(login.good().replace("/sso?", "/other?")), 400);
    isRefused(login.comeBack(login.good().replace("/sso?", "/unknown?")), 400);
    isRefused(login.comeBack(login.good() + "&code=twice"), 400);
    var good = login.good();
    login.cookies().put("__Host-gh-login-0", "AAAA");
    isRefused(login.comeBack(good), 400);
    assertThat(login.issuer.posted).isEmpty();
  }

  @Test
  void h11_aStateIsGoodOnceAndForTenMinutes() {
    var _ = login.begin("/");
    var kept = login.cookies().get("__Host-gh-login-0");
    assertThat(login.comeBack(login.good()).status()).isEqualTo(303);

    login.cookies().put("__Host-gh-login-0", kept);
    assertThat(login.comeBack(login.good()).status()).isEqualTo(400);
    var late = new TestLogin();
    var _ = late.begin("/");
    late.clock.advance(Duration.ofMinutes(10));
    assertThat(late.comeBack(late.good()).status()).isEqualTo(400);
  }

  @Test
  void anAnswerOfAnotherIssuerOrWithoutItsNameIsRefused() {
    for (var iss : List.of("https://evil.test", "")) {
      var _ = login.begin("/");
      var state = login.issuer.asked.getOrDefault("state", "");
      isRefused(login.comeBack(TestLogin.returning("state", state, "code", "c", "iss", iss)), 400);
      isRefused(login.comeBack(TestLogin.returning("state", state, "code", "c")), 400);
    }
    assertThat(login.issuer.posted).isEmpty();
  }

  @Test
  void h11_anIdTokenThatIsNotOfThisSignInOpensNothing() {
    login.issuer.nonce = Optional.of("another");
    isRefused(login.signIn(), 400);
    login.issuer.nonce = Optional.empty();
    login.issuer.audience = "another";
    isRefused(login.signIn(), 400);
    login.issuer.audience = "gateway";
    login.issuer.idToken = claims -> claims.text("azp", "another");
    isRefused(login.signIn(), 400);
    login.issuer.idToken = claims -> claims.text("at_hash", "b2Zhbm90aGVydG9rZW4");
    isRefused(login.signIn(), 400);
    login.issuer.idToken = claims -> claims;
    login.issuer.signer = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
    isRefused(login.signIn(), 400);
    login.issuer.signer = FakeIssuer.KEY;
    login.issuer.answer = Optional.of(FakeIssuer.said(400, "{\"error\":\"invalid_grant\"}"));
    isRefused(login.signIn(), 400);
    login.issuer.answer = Optional.of(FakeIssuer.said(200, "{\"access_token\":\"x\"}"));
    isRefused(login.signIn(), 400);
  }

  @Test
  void anIssuerOutOfReachIsAnOutageAndNoRefusal() {
    login.issuer.down = true;
    assertThatThrownBy(login::signIn).isInstanceOf(DependencyUnavailable.class);
    login.issuer.down = false;
    login.issuer.answer = Optional.of(FakeIssuer.said(500, "{}"));
    assertThatThrownBy(login::signIn).isInstanceOf(DependencyUnavailable.class);
  }

  @Test
  void h39_aSignInAlwaysOpensANewSessionAndEndsTheOneBefore() {
    login.cookies().put(BrowserSessions.COOKIE, "A".repeat(43));
    var _ = login.signIn();
    var first = login.cookies().get(BrowserSessions.COOKIE);
    var _ = login.signIn();

    assertThat(first).isNotEqualTo("A".repeat(43));
    assertThat(login.cookies().get(BrowserSessions.COOKIE)).isNotEqualTo(first);
    assertThat(login.who(first)).isInstanceOf(Attempt.Refused.class);
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
  }

  @Test
  void whoHasNoAccessGetsAPageAndIsNotSentToAndFro() {
    login.owners.remove(new EntryUuid(TestLogin.BOB));
    isRefused(login.signIn(), 403);
  }

  @Test
  void aSessionStopsWithItsOwnerItsIssuersSessionAndItsClient() {
    var _ = login.signIn();
    for (var subject :
        List.of(
            new LedgerSubject(Kind.SESSION, "sid-1"), new LedgerSubject(Kind.CLIENT, "gateway"))) {
      login.revoked.add(subject);
      assertThat(login.who()).isInstanceOf(Attempt.Refused.class);
      login.revoked.clear();
      assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
    }
    login.owners.remove(new EntryUuid(TestLogin.BOB));
    assertThat(login.who()).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void whatChangesSomethingMustComeFromAPageOfThisOrigin() {
    var _ = login.signIn();
    assertThat(login.post("https://evil.test", "cross-site")).isEqualTo(403);
    assertThat(login.post("https://h.test", "cross-site")).isEqualTo(403);
    assertThat(login.post("http://h.test", "same-origin")).isEqualTo(403);
    assertThat(login.post("", "")).isEqualTo(403);
    assertThat(login.post("https://h.test", "")).isEqualTo(200);
    assertThat(login.post("", "same-origin")).isEqualTo(200);
  }

  @Test
  void severalTabsSignInSideBySideInAFewCookies() {
    var first = new java.util.HashMap<>(login.begin("/one"));
    for (int i = 0; i < 3; i++) {
      var _ = login.begin("/more");
    }
    assertThat(login.cookies()).hasSize(4);
    login.issuer.asked = first;
    assertThat(login.comeBack(login.good()).header("Location").value()).contains("/one");
    for (int i = 0; i < 9; i++) {
      var _ = login.begin("/more");
    }
    assertThat(login.cookies()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void signingOutIsAskedForByAPageOfThisOriginAndGoesOnToTheIssuer() {
    var _ = login.signIn();
    var page = login.answer(login.draft(RequestDraft.get("/.gatehouse/logout")));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy").value().orElseThrow())
        .contains("form-action 'self' https://sts.test");

    var foreign = login.draft(RequestDraft.form("/.gatehouse/logout", ""));
    assertThat(login.answer(foreign.with("Sec-Fetch-Site", "cross-site")).status()).isEqualTo(403);
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);

    var own = login.draft(RequestDraft.form("/.gatehouse/logout", ""));
    var done = login.answer(own.with("Origin", "https://h.test"));
    assertThat(done.header("Location").value())
        .contains("https://sts.test/logout?client_id=gateway");
    assertThat(login.who()).isInstanceOf(Attempt.Refused.class);
  }
}
