package io.gatehouse.sts.par;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.ClientKey;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushed requests (RFC 9126), signed requests (RFC 9101) and the FAPI 2.0 security profile. */
final class PushedRequestsTest {
  private static final ClientKey KEY = ClientKey.of(JwsAlgorithm.ES256);

  private RunningSts sts;
  private Visitor browser;
  private Clients.Registration bank;
  private Clients.Registration fapi;
  private int ids;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
    bank = register("");
    fapi = register(", \"security_profile\": \"fapi-2.0\", \"dpop_bound_access_tokens\": true");
  }

  private static String metadata(String more) {
    return """
    {"client_name": "Bank", "redirect_uris": ["https://app.example.com/cb"],
     "grant_types": ["authorization_code", "refresh_token"], "first_party": true,
     "scope": "openid offline_access orders.read",
     "token_endpoint_auth_method": "private_key_jwt", "jwks": %s %s}
    """
        .formatted(KEY.set(), more);
  }

  private Clients.Registration register(String more) {
    return sts.register(metadata(more));
  }

  private Map<String, String> proven(Clients.Registration client, Map<String, String> form) {
    var id = client.client().clientId();
    var claims = ClientKey.assertion(id, sts.clock.instant(), "jti" + ids++);
    var sent = new LinkedHashMap<>(form);
    sent.put("client_assertion", KEY.sign("JWT", claims));
    sent.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    return sent;
  }

  private Reply push(Clients.Registration client, Map<String, String> form, String... proof) {
    var draft = RequestDraft.form("/par", Visitor.encode(proven(client, form)));
    for (String one : proof) {
      draft.with("DPoP", one);
    }
    return sts.mounts.answer(draft.named("push" + ids++).request());
  }

  private String pushed(Clients.Registration client) {
    var reply = push(client, Visitor.request(client));
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(201);
    assertThat(Visitor.json(reply).get("expires_in")).contains(new Json.Whole(60));
    assertThat(reply.header("Cache-Control").value()).contains("no-store");
    return Visitor.text(reply, "request_uri");
  }

  private static Map<String, String> by(Clients.Registration client, String requestUri) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", client.client().clientId());
    parameters.put("request_uri", requestUri);
    return parameters;
  }

  private static void refused(Reply reply, String error) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(400);
    assertThat(Visitor.error(reply)).isEqualTo(error);
  }

  private static void endsOnAPage(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.has("Location")).isFalse();
  }

  @Test
  void aPushedRequestIsAnswered() {
    var answer = browser.signIn(by(bank, pushed(bank)), "alice", "alice's password");
    assertThat(Visitor.query(answer)).containsEntry("state", "st & te").containsKey("code");
  }

  @Test
  void h28_aPushedRequestIsForItsClientOnceAndNotForLong() {
    var uri = pushed(bank);
    endsOnAPage(browser.authorize(by(fapi, uri)));
    assertThat(browser.authorize(by(bank, uri)).status()).isEqualTo(303);
    endsOnAPage(browser.authorize(by(bank, uri)));
    var late = pushed(bank);
    sts.clock.advance(Duration.ofSeconds(61));
    endsOnAPage(browser.authorize(by(bank, late)));
    endsOnAPage(browser.authorize(by(bank, "urn:ietf:params:oauth:request_uri:made-up")));
  }

  @Test
  void h28_whatStandsBesideItCountsForNothing() {
    var outer = by(bank, pushed(bank));
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
    refused(push(bank, foreign), "invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri,https://evil.example/cb,invalid_request",
    "response_type,token,unsupported_response_type",
    "scope,unknown,invalid_scope",
    "code_challenge,x,invalid_request"
  })
  void whatWouldBeRefusedLaterIsRefusedAtOnce(String name, String value, String error) {
    refused(push(bank, Visitor.with(Visitor.request(bank), name, value)), error);
  }

  @Test
  void onlyAClientThatProvesItselfMayPush() {
    assertThat(browser.post("/par", Visitor.request(bank)).status()).isEqualTo(401);
    var stolen = Visitor.with(Visitor.request(fapi), "client_id", sts.web.client().clientId());
    assertThat(push(fapi, stolen).status()).isEqualTo(401);
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
    var asked = outer(bank, KEY.sign(type, object(bank).put("max_age", new Json.Whole(600))));
    var answer = browser.signIn(asked, "alice", "alice's password");
    assertThat(Visitor.query(answer)).containsEntry("state", "st & te").containsKey("code");
  }

  @Test
  void aSignedRequestCanBePushed() {
    var asked = outer(bank, KEY.sign("oauth-authz-req+jwt", object(bank)));
    var reply = push(bank, asked);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(201);
  }

  private void objectRefused(String object) {
    var reply = browser.authorize(outer(bank, object));
    assertThat(Visitor.query(reply)).containsEntry("error", "invalid_request_object");
    refused(push(bank, outer(bank, object)), "invalid_request_object");
  }

  @Test
  void h29_anObjectThatIsNotTheClientsIsRefused() {
    var header = Map.<String, Json>of("alg", new Json.Text("none"));
    objectRefused(KEY.signed(header, object(bank).build().members().values()));
    objectRefused(ClientKey.of(JwsAlgorithm.ES256).sign("JWT", object(bank)));
    objectRefused(KEY.sign("JWT", object(fapi)));
    objectRefused(KEY.sign("at+jwt", object(bank)));
    objectRefused(KEY.sign("JWT", object(bank).text("request", "x")));
    objectRefused(KEY.sign("JWT", object(bank).subject(bank.client().clientId())));
    objectRefused("x");
  }

  @Test
  void h29_anObjectForAnotherServerOrWithoutEndIsRefused() {
    var id = bank.client().clientId();
    var now = sts.clock.instant();
    var other = Claims.builder().issuer(id).audience("https://other.example").clientId(id);
    objectRefused(KEY.sign("JWT", other.expiresAt(now.plusSeconds(60))));
    var endless = Claims.builder().issuer(id).audience(RunningSts.ISSUER).clientId(id);
    objectRefused(KEY.sign("JWT", endless));
    var old = Claims.builder().issuer(id).audience(RunningSts.ISSUER).clientId(id);
    objectRefused(KEY.sign("JWT", old.expiresAt(now.minusSeconds(120))));
  }

  @Test
  void h29_anObjectIsUsedOnce() {
    var asked = outer(bank, KEY.sign("JWT", object(bank)));
    assertThat(push(bank, asked).status()).isEqualTo(201);
    refused(push(bank, asked), "invalid_request_object");
  }

  @Test
  void aClientThatMustSignCannotDoWithout() {
    var signer = register(", \"require_signed_request_object\": true");
    var bare = browser.authorize(Visitor.request(signer));
    assertThat(Visitor.query(bare)).containsEntry("error", "invalid_request");
    var signed = outer(signer, KEY.sign("JWT", object(signer)));
    assertThat(Visitor.code(browser.signIn(signed, "alice", "alice's password"))).isNotEmpty();
  }

  // FAPI 2.0 Security Profile §5.3.2.

  @Test
  void fapi_onlyPushedRequestsAreAnswered() {
    var bare = browser.authorize(Visitor.request(fapi));
    assertThat(Visitor.query(bare)).containsEntry("error", "invalid_request");
    var answer = browser.signIn(by(fapi, pushed(fapi)), "alice", "alice's password");
    assertThat(Visitor.query(answer)).containsEntry("iss", RunningSts.ISSUER);
    refused(
        push(fapi, Visitor.without(Visitor.request(fapi), "code_challenge")), "invalid_request");
  }

  @Test
  void fapi_noTokenIsForAnybody() {
    var answer = browser.signIn(by(fapi, pushed(fapi)), "alice", "alice's password");
    var form = proven(fapi, Visitor.redemption(fapi, Visitor.code(answer)));
    form.remove("client_id");
    refused(browser.token(form), "invalid_dpop_proof");
  }

  @Test
  void fapi_theWholeWayEndsInABoundTokenAndAStableRefreshToken() {
    var scoped = Visitor.with(Visitor.request(fapi), "scope", "openid offline_access");
    var reply = push(fapi, scoped);
    var answer =
        browser.signIn(by(fapi, Visitor.text(reply, "request_uri")), "alice", "alice's password");
    var form = Visitor.redemption(fapi, Visitor.code(answer));
    var tokens = token(form);
    assertThat(Visitor.text(tokens, "token_type")).isEqualTo("DPoP");
    assertThat(Visitor.header(Visitor.text(tokens, "id_token")).text("alg")).contains("ES256");
    var refresh =
        Map.of(
            "grant_type", "refresh_token", "refresh_token", Visitor.text(tokens, "refresh_token"));
    for (int i = 0; i < 2; i++) {
      assertThat(Visitor.json(token(refresh)).values()).doesNotContainKey("refresh_token");
    }
  }

  private Reply token(Map<String, String> form) {
    var target = RunningSts.ISSUER + "/token";
    var first =
        sts.mounts.answer(
            RequestDraft.form("/token", Visitor.encode(proven(fapi, form)))
                .with("DPoP", KEY.proof(KEY.proofClaims("POST", target, sts.clock.instant())))
                .named("token" + ids++)
                .request());
    var claims = KEY.proofClaims("POST", target, sts.clock.instant());
    claims.put("nonce", new Json.Text(first.header("DPoP-Nonce").value().orElseThrow()));
    var reply =
        sts.mounts.answer(
            RequestDraft.form("/token", Visitor.encode(proven(fapi, form)))
                .with("DPoP", KEY.proof(claims))
                .named("token" + ids++)
                .request());
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    return reply;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"security_profile\": \"fapi-2.0\"",
        ", \"security_profile\": \"fapi-3\"",
        ", \"security_profile\": \"fapi-2.0\", \"dpop_bound_access_tokens\": true,"
            + " \"require_pushed_authorization_requests\": false",
        ", \"security_profile\": \"fapi-2.0\", \"dpop_bound_access_tokens\": true,"
            + " \"token_endpoint_auth_signing_alg\": \"RS256\"",
        ", \"security_profile\": \"fapi-2.0\", \"dpop_bound_access_tokens\": true,"
            + " \"id_token_signed_response_alg\": \"RS256\""
      })
  void fapi_aRegistrationOutsideOfTheProfileIsRefused(String more) {
    assertThat(sts.issuer.clients.read(metadata(more).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MetadataReading.Refused.class);
  }

  /** RFC 9449 §10.1. */
  @Test
  void aProofAtTheEndpointBindsTheCode() {
    var target = RunningSts.ISSUER + "/par";
    var asked = Visitor.request(bank);
    var proof = KEY.proof(KEY.proofClaims("POST", target, sts.clock.instant()));
    var first = push(bank, asked, proof);
    refused(first, "use_dpop_nonce");
    var claims = KEY.proofClaims("POST", target, sts.clock.instant());
    claims.put("nonce", new Json.Text(first.header("DPoP-Nonce").value().orElseThrow()));
    var reply = push(bank, asked, KEY.proof(claims));
    var uri = Visitor.text(reply, "request_uri");
    var code = Visitor.code(browser.signIn(by(bank, uri), "alice", "alice's password"));
    var form = proven(bank, Visitor.redemption(bank, code));
    refused(browser.token(form), "invalid_grant");
  }
}
