package io.gatehouse.sts.logout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.web.endpoint.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogoutTest {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  private RunningSts sts;
  private Visitor browser;
  private Reply tokens;

  @BeforeEach
  void signIn() {
    sts = RunningSts.start();
    browser = sts.visitor();
    var offline =
        Visitor.with(Visitor.request(sts.web), "scope", "openid offline_access orders.read");
    tokens = browser.token(Visitor.redemption(sts.web, browser.code(offline, "alice")));
  }

  private Map<String, String> wish() {
    var wish = new LinkedHashMap<String, String>();
    wish.put("id_token_hint", Visitor.text(tokens, "id_token"));
    wish.put("post_logout_redirect_uri", RunningSts.AFTER_LOGOUT);
    wish.put("state", "s&1");
    return wish;
  }

  private Reply ask(Map<String, String> wish) {
    return browser.get("/logout?" + Visitor.encode(wish));
  }

  private void isSignedIn(boolean expected) {
    var silent = Visitor.with(Visitor.request(sts.web), "prompt", "none");
    assertThat(Visitor.query(browser.authorize(silent)).containsKey("code")).isEqualTo(expected);
  }

  @Test
  void anIdTokenOfThisSessionEndsItAndEverythingFromIt() {
    var session = browser.cookies.getOrDefault("__Host-gh-session", "");
    sts.clock.advance(Duration.ofMinutes(10));
    var reply = ask(wish());
    assertThat(Visitor.location(reply)).isEqualTo(RunningSts.AFTER_LOGOUT + "?state=s%261");
    assertThat(browser.cookies).doesNotContainKey("__Host-gh-session");
    browser.cookies.put("__Host-gh-session", session);
    isSignedIn(false);
    var refresh =
        Map.of(
            "grant_type", "refresh_token",
            "client_id", sts.web.client().clientId(),
            "refresh_token", Visitor.text(tokens, "refresh_token"));
    assertThat(Visitor.error(browser.token(refresh))).isEqualTo("invalid_grant");
  }

  @Test
  void h36_aLinkFromElsewhereOnlyAsks() {
    for (Map<String, String> wish :
        java.util.List.of(
            Map.<String, String>of(), Map.of("client_id", sts.web.client().clientId()))) {
      var reply = ask(wish);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body().text()).contains("Sign out?");
      isSignedIn(true);
    }
    assertThat(browser.post("/logout", Map.of()).body().text()).contains("Sign out?");
    assertThat(browser.post("/logout", Map.of("confirm", "x")).body().text()).contains("Sign out?");
    isSignedIn(true);
  }

  @Test
  void h36_anotherSessionsIdTokenOnlyAsks() {
    var other = sts.visitor();
    var bobs =
        other.token(Visitor.redemption(sts.web, other.code(Visitor.request(sts.web), "bob")));
    var reply = ask(Visitor.with(wish(), "id_token_hint", Visitor.text(bobs, "id_token")));
    assertThat(reply.body().text()).contains("Sign out?");
    isSignedIn(true);
  }

  @Test
  void h36_anAddressThatIsNotRegisteredIsNeverGoneTo() {
    for (String uri :
        new String[] {
          "https://evil.example/", RunningSts.AFTER_LOGOUT + "/", RunningSts.CALLBACK, "//evil"
        }) {
      var reply = ask(Visitor.with(wish(), "post_logout_redirect_uri", uri));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.has("Location")).isFalse();
    }
    isSignedIn(true);
  }

  @Test
  void h36_aHintOfAnotherClientOrThatIsNoIdTokenIsRefused() {
    var named = Visitor.with(wish(), "client_id", sts.partner.client().clientId());
    assertThat(ask(named).status()).isEqualTo(400);
    var access = Visitor.with(wish(), "id_token_hint", Visitor.text(tokens, "access_token"));
    assertThat(ask(access).status()).isEqualTo(400);
    isSignedIn(true);
  }

  @Test
  void h36_aLinkWithoutAHintLeadsOnlyToOurOwnApplications() {
    var stranger = sts.visitor();
    var query =
        Visitor.encode(
            Map.of(
                "client_id",
                sts.partner.client().clientId(),
                "post_logout_redirect_uri",
                RunningSts.AFTER_LOGOUT));
    assertThat(stranger.get("/logout?" + query).status()).isEqualTo(200);
  }

  @Test
  void thePersonsYesEndsTheSession() {
    var wish =
        Map.of(
            "client_id",
            sts.web.client().clientId(),
            "post_logout_redirect_uri",
            RunningSts.AFTER_LOGOUT,
            "state",
            "s1");
    var page = ask(wish);
    var form = new LinkedHashMap<String, String>();
    HIDDEN
        .matcher(page.body().text())
        .results()
        .forEach(input -> form.put(input.group(1), input.group(2)));
    assertThat(form).containsKeys("confirm", "client_id", "post_logout_redirect_uri", "state");
    var reply = browser.post("/logout", form);
    assertThat(Visitor.location(reply)).isEqualTo(RunningSts.AFTER_LOGOUT + "?state=s1");
    isSignedIn(false);
  }

  @Test
  void everyPageSpeaksTheLanguageThatTheApplicationAsksFor() {
    var page = browser.get("/logout?ui_locales=ko");
    assertThat(page.body().text()).contains("로그아웃하시겠습니까?", "name=\"ui_locales\" value=\"ko\"");
    var form = new LinkedHashMap<String, String>();
    HIDDEN
        .matcher(page.body().text())
        .results()
        .forEach(input -> form.put(input.group(1), input.group(2)));
    assertThat(browser.post("/logout", form).body().text()).contains("로그아웃되었습니다");
    assertThat(sts.visitor().get("/logout?ui_locales=ko").body().text()).contains("로그아웃되었습니다");
    assertThat(sts.visitor().get("/logout?id_token_hint=x&ui_locales=ko").body().text())
        .contains("요청을 처리할 수 없습니다");
    assertThat(sts.visitor().get("/authorize?client_id=x&ui_locales=ko").body().text())
        .contains("요청을 처리할 수 없습니다");
  }

  @Test
  void whoIsNotSignedInIsToldSo() {
    var reply = sts.visitor().get("/logout");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().text()).contains("You are signed out");
  }
}
