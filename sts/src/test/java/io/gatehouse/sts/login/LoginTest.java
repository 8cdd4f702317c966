package io.gatehouse.sts.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.web.endpoint.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoginTest {
  private RunningSts sts;
  private Map<String, String> good;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    good = Visitor.request(sts.web);
  }

  private static String masked(Reply reply, String username) {
    assertThat(reply.status()).isEqualTo(403);
    return reply.body().text().replace(Visitor.flow(reply), "FLOW").replace(username, "NAME");
  }

  @Test
  void g17_wrongPasswordUnknownNameAndThrottlingLookTheSame() {
    var wrong = masked(sts.visitor().signIn(good, "alice", "wrong"), "alice");
    var unknown = masked(sts.visitor().signIn(good, "mallory", "wrong"), "mallory");
    assertThat(unknown).isEqualTo(wrong);
    for (int i = 0; i < 5; i++) {
      sts.visitor().signIn(good, "bob", "wrong");
    }
    var throttled = masked(sts.visitor().signIn(good, "bob", "bob's password"), "bob");
    assertThat(throttled).isEqualTo(wrong);
    sts.set(sts.alice, AccountState.DISABLED);
    var disabled = masked(sts.visitor().signIn(good, "alice", "alice's password"), "alice");
    assertThat(disabled).isEqualTo(wrong);
  }

  @Test
  void h48_afterTooManyFailuresEvenTheRightPasswordWaits() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    for (int i = 0; i < 5; i++) {
      assertThat(browser.submit(page, "alice", "wrong" + i).status()).isEqualTo(403);
    }
    assertThat(browser.submit(page, "alice", "alice's password").status()).isEqualTo(403);
  }

  @Test
  void anOutageIsNoWrongPasswordAndCountsForNobody() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    sts.passwords.reachable(false);
    var answer = browser.submit(page, "alice", "wrong");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After").value()).isPresent();
    assertThat(answer.body().text()).contains("were not judged").doesNotContain("not right");
    assertThat(sts.passwords.failuresOf("alice")).isZero();
    sts.passwords.reachable(true);
    assertThat(Visitor.code(browser.submit(page, "alice", "alice's password"))).isNotEmpty();
  }

  @Test
  void h39_aKnownSessionCookieOpensNothing() {
    var browser = sts.visitor();
    var known = "K".repeat(43);
    browser.cookies.put("__Host-gh-session", known);
    browser.code(good, "alice");
    assertThat(browser.cookies.get("__Host-gh-session")).isNotEqualTo(known);
    var attacker = sts.visitor();
    attacker.cookies.put("__Host-gh-session", known);
    assertThat(attacker.follow(attacker.authorize(good)).status()).isEqualTo(200);
  }

  @Test
  void h39_eachSignInHasANewSessionAndTheOldOneIsRefused() {
    var browser = sts.visitor();
    browser.code(good, "alice");
    var first = browser.cookies.getOrDefault("__Host-gh-session", "");
    browser.code(Visitor.with(good, "prompt", "login"), "bob");
    assertThat(browser.cookies.get("__Host-gh-session")).isNotEqualTo(first);
    var old = sts.visitor();
    old.cookies.put("__Host-gh-session", first);
    assertThat(old.follow(old.authorize(good)).status()).isEqualTo(200);
  }

  @Test
  void h39_whoeverTakesABrowserOverEndsTheEarlierPersonsTokens() {
    var browser = sts.visitor();
    var tokens = browser.token(Visitor.redemption(sts.web, browser.code(good, "alice")));
    var access = Visitor.text(tokens, "access_token");
    assertThat(browser.userinfo(access).status()).isEqualTo(200);
    browser.code(Visitor.with(good, "prompt", "login"), "bob");
    assertThat(browser.userinfo(access).status()).isEqualTo(401);
  }

  @Test
  void aSessionEndsWhenItIsIdleOrOld() {
    var idle = sts.visitor();
    idle.code(good, "alice");
    sts.clock.advance(Duration.ofHours(8));
    assertThat(idle.follow(idle.authorize(good)).status()).isEqualTo(200);
    var busy = sts.visitor();
    busy.code(good, "alice");
    for (int hours = 0; hours < 21; hours += 7) {
      sts.clock.advance(Duration.ofHours(7));
      assertThat(Visitor.code(busy.authorize(good))).isNotEmpty();
    }
    sts.clock.advance(Duration.ofHours(3));
    assertThat(busy.follow(busy.authorize(good)).status()).isEqualTo(200);
  }

  @Test
  void h19_aDisabledOrLockedPersonsSessionGivesNoCode() {
    var browser = sts.visitor();
    browser.code(good, "alice");
    sts.set(sts.alice, AccountState.LOCKED);
    assertThat(browser.follow(browser.authorize(good)).status()).isEqualTo(200);
    sts.set(sts.alice, AccountState.ACTIVE);
    assertThat(Visitor.code(browser.authorize(good))).isNotEmpty();
    sts.set(sts.alice, AccountState.DISABLED);
    assertThat(browser.follow(browser.authorize(good)).status()).isEqualTo(200);
  }

  @Test
  void aSecondFactorOrAnOldPasswordKeepsTheDoorShut() {
    sts.passwords.mustChange("bob");
    var bob = sts.visitor().signIn(good, "bob", "bob's password");
    assertThat(bob.status()).isEqualTo(403);
    assertThat(bob.body().text()).contains("has to be changed");
    sts.secondFactors.owners.add(sts.alice.id());
    var alice = sts.visitor().signIn(good, "alice", "alice's password");
    assertThat(alice.status()).isEqualTo(403);
    assertThat(alice.body().text()).contains("second step");
  }

  @ParameterizedTest
  @CsvSource({"ko,,Sign,로그인", "en,ko,비밀,Sign in", ",ko-KR,Sign,로그인", ",de;q=1,비밀,Sign in"})
  void thePageSpeaksThePersonsLanguage(
      String locales, String accept, String absent, String present) {
    var browser = sts.visitor().preferring(accept == null ? "" : accept);
    var parameters = locales == null ? good : Visitor.with(good, "ui_locales", locales);
    var page = browser.follow(browser.authorize(parameters));
    assertThat(page.body().text()).contains("<h1>" + present).doesNotContain("<h1>" + absent);
  }

  @ParameterizedTest
  @CsvSource({"login_hint", "ui_locales", "state", "acr_values"})
  void h41_whatIsEchoedIsEscaped(String name) {
    var evil = "\"><script>alert(1)</script>'`";
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(Visitor.with(good, name, evil)));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body().text()).doesNotContain("<script", "'`");
    var again = browser.submit(page, evil, "wrong");
    assertThat(again.body().text()).contains("&lt;script&gt;").doesNotContain("<script");
  }

  @Test
  void h42_noTextOfARequestIsShown() {
    var browser = sts.visitor();
    var spoofed =
        Visitor.with(
            Visitor.with(good, "error", "Call 555-0100"), "error_description", "Call 555-0100");
    var page = browser.follow(browser.authorize(spoofed));
    var direct = browser.get("/login?flow=" + Visitor.flow(page) + "&error=Call+555-0100");
    assertThat(page.body().text()).doesNotContain("555");
    assertThat(direct.status()).isEqualTo(200);
    assertThat(direct.body().text()).doesNotContain("555");
  }

  @Test
  void h49_aNameFindsOnlyTheEntryOfThatLoginName() {
    assertThat(sts.visitor().signIn(good, "alice@example.com", "alice's password").status())
        .isEqualTo(403);
  }

  @Test
  void thePolicyLetsTheFormLeadToTheApplicationAndNowhereElse() {
    var browser = sts.visitor();
    var page = browser.follow(browser.authorize(good));
    assertThat(page.header("Content-Security-Policy").value())
        .hasValueSatisfying(
            policy -> assertThat(policy).endsWith("form-action 'self' https://app.example.com"));
  }

  @Test
  void aPasswordIsTakenAsItIs() {
    assertThat(sts.visitor().signIn(good, "alice", " alice's password").status()).isEqualTo(403);
    assertThat(sts.visitor().signIn(good, "alice", "alice's password ").status()).isEqualTo(403);
    assertThat(sts.visitor().signIn(good, "alice", "").status()).isEqualTo(403);
    assertThat(sts.passwords.failuresOf("alice")).isEqualTo(2);
  }
}
