package io.gatehouse.sts.userinfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UserinfoTest {
  private RunningSts sts;
  private Visitor browser;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
  }

  private Reply tokens(String scope) {
    var parameters = Visitor.with(Visitor.request(sts.web), "scope", scope);
    return browser.token(Visitor.redemption(sts.web, browser.code(parameters, "alice")));
  }

  private static void refused(Reply reply, int status, String error) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("WWW-Authenticate").value())
        .hasValueSatisfying(challenge ->
            assertThat(challenge).startsWith("Bearer ").contains("error=\"" + error + "\""));
    assertThat(reply.has("Access-Control-Allow-Origin")).isFalse();
  }

  @Test
  void theScopesDecideWhatIsShown() {
    var bare = Visitor.json(browser.userinfo(Visitor.text(tokens("openid"), "access_token")));
    assertThat(bare.values().keySet()).containsExactly("sub");
    var email =
        Visitor.json(browser.userinfo(Visitor.text(tokens("openid email"), "access_token")));
    assertThat(email.values().keySet()).containsExactly("sub", "email", "email_verified");
    var profile =
        Visitor.json(browser.userinfo(Visitor.text(tokens("openid profile"), "access_token")));
    assertThat(profile.values().keySet())
        .containsExactly("sub", "name", "given_name", "family_name", "preferred_username");
  }

  @Test
  void itAnswersToPostAsWell() {
    var token = Visitor.text(tokens("openid"), "access_token");
    var draft = RequestDraft.of("POST", "/userinfo").with("Authorization", "Bearer " + token);
    assertThat(browser.send(draft).status()).isEqualTo(200);
  }

  @Test
  void h35_aTokenWithoutOpenidIsRefused() {
    refused(
        browser.userinfo(Visitor.text(tokens("orders.read"), "access_token")),
        403,
        "insufficient_scope");
  }

  @Test
  void h35_anExpiredTokenIsRefused() {
    var token = Visitor.text(tokens("openid"), "access_token");
    sts.clock.advance(Duration.ofMinutes(6).plusSeconds(1));
    refused(browser.userinfo(token), 401, "invalid_token");
  }

  @Test
  void b22_anIdTokenIsNoAccessToken() {
    refused(browser.userinfo(Visitor.text(tokens("openid"), "id_token")), 401, "invalid_token");
  }

  /** RFC 6750 §2.2, OpenID Connect Core §5.3.1. */
  @Test
  void aTokenInAPostedFormIsRead() {
    var token = Visitor.text(tokens("openid"), "access_token");
    var form = RequestDraft.form("/userinfo", "access_token=" + token);
    assertThat(browser.send(form).status()).isEqualTo(200);
  }

  @Test
  void h35_noTokenIsReadFromTheUrl() {
    var token = Visitor.text(tokens("openid"), "access_token");
    refused(browser.get("/userinfo?access_token=" + token), 400, "invalid_request");
    assertThat(browser.get("/userinfo").header("WWW-Authenticate").value())
        .contains("Bearer realm=\"gatehouse\"");
  }

  /** RFC 6750 §2: one way for each request. */
  @Test
  void b27_aTokenSentInTwoWaysIsRefused() {
    var token = Visitor.text(tokens("openid"), "access_token");
    var both =
        RequestDraft.form("/userinfo", "access_token=" + token)
            .with("Authorization", "Bearer " + token);
    refused(browser.send(both), 400, "invalid_request");
    var twice = RequestDraft.form("/userinfo", "access_token=" + token + "&access_token=" + token);
    refused(browser.send(twice), 400, "invalid_request");
  }

  @Test
  void whatWasStoppedIsRefused() {
    var token = Visitor.text(tokens("openid"), "access_token");
    sts.set(sts.alice, AccountState.DISABLED);
    refused(browser.userinfo(token), 401, "invalid_token");
    sts.set(sts.alice, AccountState.ACTIVE);
    var other = Visitor.text(tokens("openid"), "access_token");
    var sid = Visitor.payload(other).text("sid").orElseThrow();
    assertThat(sts.issuer.ledger.revoke(new LedgerSubject(LedgerSubject.Kind.SESSION, sid)))
        .isTrue();
    refused(browser.userinfo(other), 401, "invalid_token");
  }

  @Test
  void aClientsOwnTokenIsNobodys() {
    var service =
        sts.register(
            """
            {"client_name": "S", "grant_types": ["client_credentials"], "scope": "orders.read"}
            """);
    var reply = browser.token(service, java.util.Map.of("grant_type", "client_credentials"));
    refused(browser.userinfo(Visitor.text(reply, "access_token")), 403, "insufficient_scope");
  }
}
