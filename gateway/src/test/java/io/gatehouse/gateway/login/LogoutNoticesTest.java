package io.gatehouse.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.identity.Attempt;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.RequestDraft;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** OpenID Connect Back-Channel Logout 1.0, as this gateway hears it. */
class LogoutNoticesTest {
  private final TestLogin login = new TestLogin();

  private int notice(String token) {
    return login
        .answer(RequestDraft.form("/.gatehouse/backchannel-logout/sso", "logout_token=" + token))
        .status();
  }

  private int notice(String id, UnaryOperator<Claims.Builder> change) {
    return notice(login.issuer.logoutToken(id, change));
  }

  @Test
  void theIssuersWordEndsTheSessionAtOnce() {
    var _ = login.signIn();
    assertThat(notice("n1", claims -> claims.session("another"))).isEqualTo(200);
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
    assertThat(notice("n2", claims -> claims.session("sid-1"))).isEqualTo(200);
    assertThat(login.who()).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void withoutASessionAllOfThePersonEnd() {
    var _ = login.signIn();
    assertThat(notice("n1", claims -> claims.subject("somebody-else"))).isEqualTo(200);
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
    assertThat(notice("n2", claims -> claims.subject(TestLogin.BOB))).isEqualTo(200);
    assertThat(login.who()).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void aSignInThatIsUnderWayMeanwhileOpensNothing() {
    var _ = login.begin("/");
    assertThat(notice("n1", claims -> claims.session("sid-1"))).isEqualTo(200);
    assertThat(login.comeBack(login.good()).status()).isEqualTo(400);
    assertThat(login.cookies()).doesNotContainKey(BrowserSessions.COOKIE);
  }

  @Test
  void whatIsNoLogoutTokenForUsEndsNothing() {
    var _ = login.signIn();
    assertThat(notice("plain", claims -> claims.session("sid-1"))).isEqualTo(400);
    assertThat(notice("n1", claims -> claims.session("sid-1").text("nonce", "n"))).isEqualTo(400);
    assertThat(notice("n2", claims -> claims)).isEqualTo(400);
    assertThat(
            notice(
                "plain2",
                claims -> claims.session("sid-1").put("events", new Json.Members(Map.of()))))
        .isEqualTo(400);
    assertThat(notice("not.a.token")).isEqualTo(400);
    login.issuer.audience = "another";
    assertThat(notice("n3", claims -> claims.session("sid-1"))).isEqualTo(400);
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
  }

  @Test
  void aNoticeIsHeardOnce() {
    var token = login.issuer.logoutToken("n1", claims -> claims.subject(TestLogin.BOB));
    assertThat(notice(token)).isEqualTo(200);
    var _ = login.signIn();
    assertThat(notice(token)).isEqualTo(400);
    assertThat(login.who()).isInstanceOf(Attempt.Verified.class);
  }
}
