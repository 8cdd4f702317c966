package io.gatehouse.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole sign-in, from the first redirect to the claims of the person. */
final class CodeFlowTest {
  private RunningSts sts;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
  }

  @Test
  void aPersonSignsInAndTheApplicationReadsWhoItIs() {
    var browser = sts.visitor();
    var parameters =
        Visitor.with(
            Visitor.request(sts.web),
            "scope",
            "openid profile email offline_access orders.read orders.write");
    var answer = browser.signIn(parameters, "alice", "alice's password");
    assertThat(Visitor.location(answer)).startsWith(RunningSts.CALLBACK + "?code=");
    assertThat(Visitor.query(answer))
        .containsEntry("state", "st & te")
        .containsEntry("iss", RunningSts.ISSUER);
    var tokens = browser.token(Visitor.redemption(sts.web, Visitor.code(answer)));
    assertThat(tokens.status()).as(tokens.body().text()).isEqualTo(200);
    assertThat(tokens.header("Cache-Control").value()).contains("no-store");
    assertThat(Visitor.text(tokens, "scope"))
        .isEqualTo("email offline_access openid orders.read orders.write profile");
    accessTokenIsOfRfc9068(tokens);
    idTokenSaysWhoSignedIn(tokens);
    var claims = Visitor.json(browser.userinfo(Visitor.text(tokens, "access_token")));
    assertThat(claims.text("sub")).contains(sts.alice.id().value());
    assertThat(claims.text("name")).contains("alice Example");
    assertThat(claims.text("email")).contains("alice@example.com");
    assertThat(claims.get("email_verified")).contains(new Json.Flag(false));
  }

  private void accessTokenIsOfRfc9068(Reply tokens) {
    var token = Visitor.text(tokens, "access_token");
    assertThat(Visitor.header(token).text("typ")).contains("at+jwt");
    assertThat(Visitor.header(token).text("alg")).contains("ES256");
    var claims = Visitor.payload(token);
    assertThat(claims.values().keySet())
        .containsExactlyInAnyOrder(
            "iss",
            "sub",
            "aud",
            "client_id",
            "iat",
            "exp",
            "jti",
            "scope",
            "auth_time",
            "acr",
            "amr",
            "sid");
    assertThat(claims.text("iss")).contains(RunningSts.ISSUER);
    assertThat(claims.text("aud")).contains(RunningSts.ORDERS);
    assertThat(claims.text("sub")).contains(sts.alice.id().value());
    assertThat(claims.get("amr").flatMap(Json::texts)).contains(java.util.List.of("pwd"));
    long now = sts.clock.instant().getEpochSecond();
    assertThat(claims.get("iat")).contains(new Json.Whole(now));
    assertThat(claims.get("exp")).contains(new Json.Whole(now + 300));
  }

  private void idTokenSaysWhoSignedIn(Reply tokens) {
    var token = Visitor.text(tokens, "id_token");
    assertThat(Visitor.header(token).text("typ")).contains("JWT");
    assertThat(Visitor.header(token).text("alg")).contains("RS256");
    var claims = Visitor.payload(token);
    var clientId = sts.web.client().clientId();
    assertThat(claims.text("aud")).contains(clientId);
    assertThat(claims.text("azp")).contains(clientId);
    assertThat(claims.text("nonce")).contains("n-0S6");
    assertThat(claims.text("sid"))
        .isEqualTo(Visitor.payload(Visitor.text(tokens, "access_token")).text("sid"));
    assertThat(claims.text("at_hash")).hasValueSatisfying(hash -> assertThat(hash).hasSize(22));
    assertThat(claims.get("auth_time"))
        .contains(new Json.Whole(sts.clock.instant().getEpochSecond()));
  }

  @Test
  void whoIsSignedInIsNotAskedAgain() {
    var browser = sts.visitor();
    browser.code(Visitor.request(sts.web), "alice");
    var again = browser.authorize(Visitor.request(sts.web));
    assertThat(Visitor.code(again)).isNotEmpty();
  }

  @Test
  void aScopeThatTheGroupsDoNotGiveIsLeftOutAndTheAnswerSaysSo() {
    var browser = sts.visitor();
    var parameters =
        Visitor.with(Visitor.request(sts.web), "scope", "openid orders.read orders.write");
    var tokens = browser.token(Visitor.redemption(sts.web, browser.code(parameters, "bob")));
    assertThat(Visitor.text(tokens, "scope")).isEqualTo("openid orders.read");
  }

  @Test
  void aPostedRequestEndsLikeOneByGet() {
    var browser = sts.visitor();
    browser.code(Visitor.request(sts.web), "alice");
    var answer = browser.follow(browser.post("/authorize", Visitor.request(sts.web)));
    assertThat(Visitor.code(answer)).isNotEmpty();
  }

  @Test
  void theClientsAlgorithmSignsTheIdToken() {
    var browser = sts.visitor();
    var code = browser.code(Visitor.request(sts.backend), "alice");
    var tokens = browser.token(sts.backend, Visitor.redemption(sts.backend, code));
    assertThat(Visitor.header(Visitor.text(tokens, "id_token")).text("alg")).contains("ES256");
  }

  @Test
  void withoutAResourceTheTokenIsForUserinfoOnly() {
    var browser = sts.visitor();
    var code = browser.code(Visitor.with(Visitor.request(sts.web), "scope", "openid"), "alice");
    var tokens = browser.token(Visitor.redemption(sts.web, code));
    var access = Visitor.text(tokens, "access_token");
    assertThat(Visitor.payload(access).text("aud")).contains(RunningSts.ISSUER);
    assertThat(browser.userinfo(access).status()).isEqualTo(200);
  }

  @Test
  void everyTokenHasItsAuditRecord() {
    var browser = sts.visitor();
    browser.token(Visitor.redemption(sts.web, browser.code(Visitor.request(sts.web), "alice")));
    assertThat(sts.issuer.audited)
        .extracting(event -> event.action())
        .containsSubsequence("login.succeeded", "token.issued");
  }
}
