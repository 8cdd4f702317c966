package io.gatehouse.sts.authorize;

import static io.gatehouse.sts.authorize.AuthorizeRefusals.endsOnAPage;
import static io.gatehouse.sts.authorize.AuthorizeRefusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.oauth.RedirectUri;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizeAttacksTest {
  private RunningSts sts;
  private Map<String, String> good;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    good = Visitor.request(sts.web);
  }

  private void loginIsShown(Map<String, String> parameters) {
    var browser = sts.visitor();
    assertThat(browser.follow(browser.authorize(parameters)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com@evil.example/cb",
        "https://a@b@app.example.com/cb",
        "https://app.example.com.evil.example/cb",
        "https:///evil.example",
        "//evil.example",
        "\\\\evil.example",
        "https://app.example.com/cb\t",
        "https://app.example.com/cb\n",
        " https://app.example.com/cb",
        "https://app.example.com/%252f@evil",
        "javascript:alert(1)",
        "https://app.example.com"
      })
  void h01_aRedirectUriThatOnlyLooksRegisteredEndsOnAPage(String uri) {
    loginIsShown(good);
    endsOnAPage(sts.visitor().authorize(Visitor.with(good, "redirect_uri", uri)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/cb/..;/x",
        "https://app.example.com/cb%2f..",
        "https://app.example.com/CB",
        "https://app.example.com/cb/",
        "https://app.example.com/cb?x=1",
        "https://app.example.com/cb#code=EVIL",
        "https://app.example.com/cb?code=EVIL",
        "https://app.example.com:443/cb",
        "HTTPS://app.example.com/cb"
      })
  void h02_aRedirectUriThatDiffersAtAllEndsOnAPage(String uri) {
    loginIsShown(good);
    endsOnAPage(sts.visitor().authorize(Visitor.with(good, "redirect_uri", uri)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/cb?state=x",
        "https://app.example.com/cb?iss=x",
        "https://app.example.com/cb#x",
        "https://app.example.com/a/../cb",
        "https://app.example.com/a%2f..",
        "https://u:p@app.example.com/cb",
        "http://app.example.com/cb",
        "myapp:/cb",
        "https://*.example.com/cb"
      })
  void h02_aRedirectUriThatCouldMisleadIsNotRegistered(String uri) {
    assertThat(RedirectUri.parse("https://app.example.com/cb")).isPresent();
    assertThat(RedirectUri.parse(uri)).isEmpty();
  }

  @Test
  void h04_aMissingRedirectUriEndsOnAPage() {
    loginIsShown(good);
    endsOnAPage(sts.visitor().authorize(Visitor.without(good, "redirect_uri")));
  }

  @ParameterizedTest
  @CsvSource({"scope,unknown", "response_type,token", "prompt,none"})
  void h05_anApplicationThatRegisteredItselfGetsNoBrowserBeforeAPersonActed(
      String name, String value) {
    var stranger = sts.registerByItself(RunningSts.PARTNER);
    var request = Visitor.request(stranger);
    loginIsShown(request);
    endsOnAPage(sts.visitor().authorize(Visitor.with(request, name, value)));
    // Who was registered by an administrator is told.
    var partner = Visitor.with(Visitor.request(sts.partner), name, value);
    assertThat(Visitor.query(sts.visitor().authorize(partner))).containsKey("error");
  }

  @Test
  void h05_anUnknownClientEndsOnAPage() {
    endsOnAPage(sts.visitor().authorize(Visitor.with(good, "client_id", "nobody")));
    endsOnAPage(sts.visitor().authorize(Visitor.without(good, "client_id")));
  }

  @Test
  void h06_everyRedirectIs303() {
    var browser = sts.visitor();
    var first = browser.authorize(good);
    var page = browser.follow(first);
    var posted =
        browser.post(
            "/login",
            Map.of(
                "flow", Visitor.flow(page), "username", "alice", "password", "alice's password"));
    var last = browser.follow(posted);
    assertThat(new int[] {first.status(), posted.status(), last.status()}).containsOnly(303);
  }

  @Test
  void h10_aPublicClientWithoutAChallengeIsRefused() {
    loginIsShown(good);
    var none = Visitor.without(Visitor.without(good, "code_challenge"), "code_challenge_method");
    refused(sts.visitor().authorize(none), "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "s256", ""})
  void h10_onlyS256Counts(String method) {
    refused(
        sts.visitor().authorize(Visitor.with(good, "code_challenge_method", method)),
        "invalid_request");
  }

  @Test
  void h10_aChallengeThatIsNoHashIsRefused() {
    refused(sts.visitor().authorize(Visitor.with(good, "code_challenge", "x")), "invalid_request");
  }

  @Test
  void h11_anotherBrowserCannotGoOnWithARequest() {
    var victim = sts.visitor();
    var attacker = sts.visitor();
    var page = attacker.follow(attacker.authorize(good));
    victim.follow(victim.authorize(good));
    endsOnAPage(victim.submit(page, "alice", "alice's password"));
    endsOnAPage(sts.visitor().submit(page, "alice", "alice's password"));
    assertThat(Visitor.code(attacker.submit(page, "alice", "alice's password"))).isNotEmpty();
  }

  @Test
  void h12_everyAnswerNamesItsIssuer() {
    var browser = sts.visitor();
    assertThat(Visitor.query(browser.signIn(good, "alice", "alice's password")))
        .containsEntry("iss", RunningSts.ISSUER);
    refused(browser.authorize(Visitor.with(good, "scope", "unknown")), "invalid_scope");
  }

  @Test
  void h13_whatIsAddedToTheLoginFormChangesNothing() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    assertThat(page.body().text().split("type=\"hidden\"", -1)).hasSize(2);
    var form =
        Map.of(
            "flow",
            Visitor.flow(page),
            "username",
            "alice",
            "password",
            "alice's password",
            "client_id",
            sts.backend.client().clientId(),
            "scope",
            "openid orders.write",
            "redirect_uri",
            "https://evil.example/cb",
            "code_challenge",
            "x");
    var answer = browser.follow(browser.post("/login", form));
    assertThat(Visitor.location(answer)).startsWith(RunningSts.CALLBACK + "?");
    var tokens = browser.token(Visitor.redemption(sts.web, Visitor.code(answer)));
    assertThat(Visitor.text(tokens, "scope")).isEqualTo("openid orders.read");
  }

  @Test
  void h13_aHandleIsUsedOnce() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    var flow = Visitor.flow(page);
    assertThat(Visitor.code(browser.submit(page, "alice", "alice's password"))).isNotEmpty();
    endsOnAPage(browser.get("/authorize/continue?flow=" + flow));
    endsOnAPage(browser.submit(page, "alice", "alice's password"));
  }

  @Test
  void h13_aHandleEndsWithItsTime() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    sts.clock.advance(Duration.ofMinutes(16));
    endsOnAPage(browser.submit(page, "alice", "alice's password"));
  }

  @Test
  void h18_aRevokedClientGetsNothingForAWaitingRequest() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    assertThat(sts.issuer.clients.revoke(sts.web.client().clientId())).isTrue();
    endsOnAPage(browser.submit(page, "alice", "alice's password"));
  }
}
