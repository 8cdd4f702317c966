package io.gatehouse.sts.par;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.ClientKey;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.web.endpoint.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushed requests (RFC 9126) and signed requests (RFC 9101). */
final class PushedRequestsTest {
  private RunningSts sts;
  private Visitor browser;
  private Pushing pushing;
  private Clients.Registration bank;
  private Clients.Registration other;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
    pushing = new Pushing(sts);
    bank = pushing.register("");
    other = pushing.register("");
  }

  private static void endsOnAPage(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.has("Location")).isFalse();
  }

  @Test
  void aPushedRequestIsAnswered() {
    var answer =
        browser.signIn(Pushing.by(bank, pushing.pushed(bank)), "alice", "alice's password");
    assertThat(Visitor.query(answer)).containsEntry("state", "st & te").containsKey("code");
  }

  @Test
  void h28_aPushedRequestIsForItsClientOnceAndNotForLong() {
    var uri = pushing.pushed(bank);
    endsOnAPage(browser.authorize(Pushing.by(other, uri)));
    assertThat(browser.authorize(Pushing.by(bank, uri)).status()).isEqualTo(303);
    endsOnAPage(browser.authorize(Pushing.by(bank, uri)));
    var late = pushing.pushed(bank);
    sts.clock.advance(Duration.ofSeconds(61));
    endsOnAPage(browser.authorize(Pushing.by(bank, late)));
    endsOnAPage(browser.authorize(Pushing.by(bank, "urn:ietf:params:oauth:request_uri:made-up")));
  }

  @Test
  void h28_whatStandsBesideItCountsForNothing() {
    var outer = Pushing.by(bank, pushing.pushed(bank));
    outer.put("redirect_uri", "https://evil.example/cb");
    outer.put("scope", "openid orders.write");
    outer.put("state", "other");
    var answer = browser.signIn(outer, "alice", "alice's password");
    assertThat(Visitor.location(answer)).startsWith(RunningSts.CALLBACK + "?");
    assertThat(Visitor.query(answer)).containsEntry("state", "st & te");
  }

  @Test
  void h28_nothingIsFetchedFromARequestUri() {
    var foreign = Visitor.with(Visitor.request(bank), "request_uri", "http://169.254.169.254/x");
    assertThat(Visitor.query(browser.authorize(foreign)))
        .containsEntry("error", "request_uri_not_supported");
    Visitor.refused(pushing.push(bank, foreign), "invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri,https://evil.example/cb,invalid_request",
    "response_type,token,unsupported_response_type",
    "scope,unknown,invalid_scope",
    "code_challenge,x,invalid_request"
  })
  void whatWouldBeRefusedLaterIsRefusedAtOnce(String name, String value, String error) {
    Visitor.refused(pushing.push(bank, Visitor.with(Visitor.request(bank), name, value)), error);
  }

  @Test
  void onlyAClientThatProvesItselfMayPush() {
    assertThat(browser.post("/par", Visitor.request(bank)).status()).isEqualTo(401);
    var stolen = Visitor.with(Visitor.request(other), "client_id", sts.web.client().clientId());
    assertThat(pushing.push(other, stolen).status()).isEqualTo(401);
    assertThat(browser.get("/par").status()).isEqualTo(405);
  }

  // RFC 9101.

  private Claims.Builder object(Clients.Registration client) {
    var id = client.client().clientId();
    var now = sts.clock.instant();
    var claims =
        Claims.builder()
            .issuer(id)
            .audience(RunningSts.ISSUER)
            .issuedAt(now)
            .expiresAt(now.plusSeconds(60));
    Visitor.request(client).forEach(claims::text);
    return claims;
  }

  private Map<String, String> outer(Clients.Registration client, String object) {
    var outer = new LinkedHashMap<String, String>();
    outer.put("client_id", client.client().clientId());
    outer.put("redirect_uri", RunningSts.CALLBACK);
    outer.put("response_type", "code");
    outer.put("scope", "openid");
    outer.put("state", "outer");
    outer.put("request", object);
    return outer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"oauth-authz-req+jwt", "JWT"})
  void aSignedRequestIsAnsweredByWhatItSays(String type) {
    var asked =
        outer(bank, Pushing.KEY.sign(type, object(bank).put("max_age", new Json.Whole(600))));
    var answer = browser.signIn(asked, "alice", "alice's password");
    assertThat(Visitor.query(answer)).containsEntry("state", "st & te").containsKey("code");
  }

  @Test
  void aSignedRequestCanBePushed() {
    var asked = outer(bank, Pushing.KEY.sign("oauth-authz-req+jwt", object(bank)));
    var reply = pushing.push(bank, asked);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(201);
  }

  private void objectRefused(String object) {
    var reply = browser.authorize(outer(bank, object));
    assertThat(Visitor.query(reply)).containsEntry("error", "invalid_request_object");
    Visitor.refused(pushing.push(bank, outer(bank, object)), "invalid_request_object");
  }

  @Test
  void h29_anObjectThatIsNotTheClientsIsRefused() {
    var header = Map.<String, Json>of("alg", new Json.Text("none"));
    objectRefused(Pushing.KEY.signed(header, object(bank).build().members().values()));
    objectRefused(ClientKey.of(JwsAlgorithm.ES256).sign("JWT", object(bank)));
    objectRefused(Pushing.KEY.sign("JWT", object(other)));
    objectRefused(Pushing.KEY.sign("at+jwt", object(bank)));
    objectRefused(Pushing.KEY.sign("JWT", object(bank).text("request", "x")));
    objectRefused(Pushing.KEY.sign("JWT", object(bank).subject(bank.client().clientId())));
    objectRefused("x");
  }

  @Test
  void h29_anObjectForAnotherServerOrWithoutEndIsRefused() {
    var id = bank.client().clientId();
    var now = sts.clock.instant();
    var other = Claims.builder().issuer(id).audience("https://other.example").clientId(id);
    objectRefused(Pushing.KEY.sign("JWT", other.expiresAt(now.plusSeconds(60))));
    var endless = Claims.builder().issuer(id).audience(RunningSts.ISSUER).clientId(id);
    objectRefused(Pushing.KEY.sign("JWT", endless));
    var old = Claims.builder().issuer(id).audience(RunningSts.ISSUER).clientId(id);
    objectRefused(Pushing.KEY.sign("JWT", old.expiresAt(now.minusSeconds(120))));
  }

  @Test
  void h29_anObjectIsUsedOnce() {
    var asked = outer(bank, Pushing.KEY.sign("JWT", object(bank)));
    assertThat(pushing.push(bank, asked).status()).isEqualTo(201);
    Visitor.refused(pushing.push(bank, asked), "invalid_request_object");
  }

  @Test
  void aClientThatMustSignCannotDoWithout() {
    var signer = pushing.register(", \"require_signed_request_object\": true");
    var bare = browser.authorize(Visitor.request(signer));
    assertThat(Visitor.query(bare)).containsEntry("error", "invalid_request");
    var signed = outer(signer, Pushing.KEY.sign("JWT", object(signer)));
    assertThat(Visitor.code(browser.signIn(signed, "alice", "alice's password"))).isNotEmpty();
  }

  /** RFC 9449 §10.1. */
  @Test
  void aProofAtTheEndpointBindsTheCode() {
    var target = RunningSts.ISSUER + "/par";
    var asked = Visitor.request(bank);
    var proof = Pushing.KEY.proof(Pushing.KEY.proofClaims("POST", target, sts.clock.instant()));
    var first = pushing.push(bank, asked, proof);
    Visitor.refused(first, "use_dpop_nonce");
    var claims = Pushing.KEY.proofClaims("POST", target, sts.clock.instant());
    claims.put("nonce", new Json.Text(first.header("DPoP-Nonce").value().orElseThrow()));
    var reply = pushing.push(bank, asked, Pushing.KEY.proof(claims));
    var uri = Visitor.text(reply, "request_uri");
    var code = Visitor.code(browser.signIn(Pushing.by(bank, uri), "alice", "alice's password"));
    var form = pushing.proven(bank, Visitor.redemption(bank, code));
    Visitor.refused(browser.token(form), "invalid_grant");
  }
}
