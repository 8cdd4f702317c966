package io.gatehouse.sts.token;

import static io.gatehouse.sts.Visitor.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.ClientKey;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 at the issuer's own endpoints. */
final class DpopTest {
  private static final String TOKEN = RunningSts.ISSUER + "/token";
  private static final String USERINFO = RunningSts.ISSUER + "/userinfo";
  private static final ClientKey KEY = ClientKey.of(JwsAlgorithm.ES256);
  private static final ClientKey OTHER = ClientKey.of(JwsAlgorithm.ES256);

  private RunningSts sts;
  private Visitor browser;
  private String nonce;
  private int requests;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
    nonce = Visitor.nonce(send(draft(Map.of(), KEY.proof(claims("POST", TOKEN, "")))));
  }

  private Map<String, Json> claims(String method, String target, String withNonce) {
    var claims = KEY.proofClaims(method, target, sts.clock.instant());
    if (!withNonce.isEmpty()) {
      claims.put("nonce", new Json.Text(withNonce));
    }
    return claims;
  }

  private String proof() {
    return KEY.proof(claims("POST", TOKEN, nonce));
  }

  private Map<String, String> redemption(String scope) {
    var asked = Visitor.with(Visitor.request(sts.web), "scope", scope);
    return Visitor.redemption(sts.web, browser.code(asked, "alice"));
  }

  private static RequestDraft draft(Map<String, String> form, String... proofs) {
    return Visitor.proving("/token", form, proofs);
  }

  private Reply send(RequestDraft draft) {
    return sts.mounts.answer(draft.named("request" + requests++).request());
  }

  private Reply tokens(String scope) {
    var reply = send(draft(redemption(scope), proof()));
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    return reply;
  }

  private Reply userinfo(String scheme, String token, String proof) {
    var draft = RequestDraft.get("/userinfo").with("Authorization", scheme + " " + token);
    return send(proof.isEmpty() ? draft : draft.with("DPoP", proof));
  }

  private Map<String, Json> userinfoClaims(String token) {
    var claims = claims("GET", USERINFO, nonce);
    claims.put("ath", new Json.Text(Base64Url.encode(Fingerprint.sha256(token))));
    return claims;
  }

  /** §5, §6.1. */
  @Test
  void theTokenIsBoundToTheKeyOfTheProof() {
    var reply = tokens("openid orders.read");
    assertThat(Visitor.text(reply, "token_type")).isEqualTo("DPoP");
    var cnf = Visitor.payload(Visitor.text(reply, "access_token")).get("cnf");
    assertThat(cnf)
        .hasValueSatisfying(value ->
            assertThat(((Json.Members) value).text("jkt"))
                .hasValueSatisfying(jkt -> assertThat(jkt).hasSize(43)));
  }

  /** §8: the nonce is asked for before anything is spent. */
  @Test
  void withoutANonceOfOursOneIsHandedOut() {
    var redemption = redemption("openid");
    var first = send(draft(redemption, KEY.proof(claims("POST", TOKEN, ""))));
    refused(first, "use_dpop_nonce");
    refused(send(draft(redemption, KEY.proof(claims("POST", TOKEN, "made up")))), "use_dpop_nonce");
    var claims = claims("POST", TOKEN, Visitor.nonce(first));
    var answer = send(draft(redemption, KEY.proof(claims)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("DPoP-Nonce").value()).isPresent();
  }

  @Test
  void aNonceEnds() {
    var redemption = redemption("openid");
    sts.clock.advance(Duration.ofMinutes(7));
    refused(send(draft(redemption, proof())), "use_dpop_nonce");
  }

  /** §4.3, check by check. */
  @ParameterizedTest
  @CsvSource({
    "htm,GET",
    "htu,https://sts.example.com/userinfo",
    "htu,https://evil.example/token",
    "htu,http://sts.example.com/token",
    "htu,/token"
  })
  void aProofForAnotherRequestIsRefused(String claim, String value) {
    var claims = claims("POST", TOKEN, nonce);
    claims.put(claim, new Json.Text(value));
    refused(send(draft(redemption("openid"), KEY.proof(claims))), "invalid_dpop_proof");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jti", "htm", "htu", "iat"})
  void aProofWithoutAClaimIsRefused(String claim) {
    var claims = claims("POST", TOKEN, nonce);
    claims.remove(claim);
    refused(send(draft(redemption("openid"), KEY.proof(claims))), "invalid_dpop_proof");
  }

  /** §4.3: spellings of one address, its query and fragment do not count. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTPS://STS.example.com:443/token",
        "https://sts.example.com/token?x=1#y",
        "https://sts.example.com:8444/token"
      })
  void theSameAddressInAnotherSpellingIsTaken(String target) {
    var reply = send(draft(redemption("openid"), KEY.proof(claims("POST", target, nonce))));
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void aProofFarFromNowIsRefused() {
    for (long seconds : new long[] {-400, 90}) {
      var claims = claims("POST", TOKEN, nonce);
      claims.put("iat", new Json.Whole(sts.clock.instant().getEpochSecond() + seconds));
      refused(send(draft(redemption("openid"), KEY.proof(claims))), "invalid_dpop_proof");
    }
  }

  @Test
  void aProofIsUsedOnce() {
    var proof = proof();
    assertThat(send(draft(redemption("openid"), proof)).status()).isEqualTo(200);
    refused(send(draft(redemption("openid"), proof)), "invalid_dpop_proof");
  }

  @Test
  void twoProofsOrGarbageAreRefused() {
    refused(send(draft(redemption("openid"), proof(), proof())), "invalid_dpop_proof");
    refused(send(draft(redemption("openid"), "x")), "invalid_dpop_proof");
    refused(send(draft(redemption("openid"), "e30.e30.e30")), "invalid_dpop_proof");
  }

  @ParameterizedTest
  @CsvSource({"typ,JWT", "alg,none", "alg,HS256", "alg,ES384", "typ,at+jwt"})
  void b01_aProofOfAnotherTypeOrAlgorithmIsRefused(String member, String value) {
    var header = new LinkedHashMap<String, Json>();
    header.put("typ", new Json.Text("dpop+jwt"));
    header.put("alg", new Json.Text("ES256"));
    header.put("jwk", new Json.Members(KEY.jwk()));
    header.put(member, new Json.Text(value));
    var forged = KEY.signed(header, claims("POST", TOKEN, nonce));
    refused(send(draft(redemption("openid"), forged)), "invalid_dpop_proof");
  }

  @Test
  void aProofWithAnothersKeyOrAPrivateOneIsRefused() {
    var header = new LinkedHashMap<String, Json>();
    header.put("typ", new Json.Text("dpop+jwt"));
    header.put("alg", new Json.Text("ES256"));
    header.put("jwk", new Json.Members(OTHER.jwk()));
    var claims = claims("POST", TOKEN, nonce);
    refused(send(draft(redemption("openid"), KEY.signed(header, claims))), "invalid_dpop_proof");
    var shown = new LinkedHashMap<>(KEY.jwk());
    shown.put("d", new Json.Text("AAAA"));
    header.put("jwk", new Json.Members(shown));
    refused(send(draft(redemption("openid"), KEY.signed(header, claims))), "invalid_dpop_proof");
  }

  /** §5: a public client's refresh token stays with its key, and does not change. */
  @Test
  void h27_theBindingStaysThroughRefresh() {
    var first = tokens("openid offline_access");
    var refresh =
        Map.of(
            "grant_type",
            "refresh_token",
            "client_id",
            sts.web.client().clientId(),
            "refresh_token",
            Visitor.text(first, "refresh_token"));
    refused(send(draft(refresh)), "invalid_grant");
    var others = OTHER.proof(Map.copyOf(claims("POST", TOKEN, nonce)));
    refused(send(draft(refresh, others)), "invalid_grant");
    var again = send(draft(refresh, proof()));
    assertThat(again.status()).as(again.body().text()).isEqualTo(200);
    assertThat(Visitor.text(again, "token_type")).isEqualTo("DPoP");
    assertThat(Visitor.json(again).values()).doesNotContainKey("refresh_token");
    assertThat(send(draft(refresh, proof())).status()).isEqualTo(200);
  }

  /** §10: the code is for one key. */
  @Test
  void aCodeThatNamesAKeyIsRedeemedWithItAlone() {
    var cnf = Visitor.payload(Visitor.text(tokens("openid"), "access_token")).get("cnf");
    var jkt = ((Json.Members) cnf.orElseThrow()).text("jkt").orElseThrow();
    var named = Visitor.with(Visitor.request(sts.web), "dpop_jkt", jkt);
    var code = browser.code(named, "alice");
    refused(send(draft(Visitor.redemption(sts.web, code))), "invalid_grant");
    var second = browser.code(named, "alice");
    assertThat(send(draft(Visitor.redemption(sts.web, second), proof())).status()).isEqualTo(200);
    var wrong = browser.authorize(Visitor.with(named, "dpop_jkt", "x"));
    assertThat(Visitor.query(wrong)).containsEntry("error", "invalid_request");
  }

  /** §5.2. */
  @Test
  void aClientThatRegisteredForItGetsNothingWithoutAProof() {
    var bound =
        sts.register(
            """
            {"client_name": "Bound", "grant_types": ["client_credentials"],
             "scope": "orders.read", "dpop_bound_access_tokens": true}
            """);
    var bare = Map.of("grant_type", "client_credentials");
    refused(browser.token(bound, bare), "invalid_request");
    var proven = draft(bare, proof()).with("Authorization", Visitor.basic(bound));
    assertThat(Visitor.text(send(proven), "token_type")).isEqualTo("DPoP");
  }

  /** §7.1. */
  @Test
  void userinfoTakesABoundTokenWithItsProof() {
    var token = Visitor.text(tokens("openid"), "access_token");
    assertThat(userinfo("DPoP", token, KEY.proof(userinfoClaims(token))).status()).isEqualTo(200);
  }

  @Test
  void b39_aBoundTokenWithoutItsProofIsRefused() {
    var token = Visitor.text(tokens("openid"), "access_token");
    assertThat(userinfo("Bearer", token, "").status()).isEqualTo(401);
    assertThat(userinfo("DPoP", token, "").status()).isEqualTo(401);
    assertThat(userinfo("Bearer", token, KEY.proof(userinfoClaims(token))).status()).isEqualTo(401);
    assertThat(userinfo("DPoP", token, OTHER.proof(userinfoClaims(token))).status()).isEqualTo(401);
    var posted = RequestDraft.form("/userinfo", "access_token=" + token);
    assertThat(send(posted).status()).isEqualTo(401);
    var withoutHash = claims("GET", USERINFO, nonce);
    var refused = userinfo("DPoP", token, KEY.proof(withoutHash));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate").value())
        .hasValueSatisfying(challenge ->
            assertThat(challenge)
                .startsWith("DPoP ")
                .contains("error=\"invalid_dpop_proof\"", "algs=\"ES256 EdDSA PS256\""));
  }

  @Test
  void b39_anUnboundTokenUnderTheSchemeIsRefused() {
    var plain = send(draft(redemption("openid")));
    var token = Visitor.text(plain, "access_token");
    assertThat(Visitor.text(plain, "token_type")).isEqualTo("Bearer");
    assertThat(userinfo("DPoP", token, KEY.proof(userinfoClaims(token))).status()).isEqualTo(401);
  }

  @Test
  void userinfoAsksForANonceToo() {
    var token = Visitor.text(tokens("openid"), "access_token");
    var claims = userinfoClaims(token);
    claims.remove("nonce");
    var reply = userinfo("DPoP", token, KEY.proof(claims));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate").value())
        .hasValueSatisfying(c -> assertThat(c).contains("error=\"use_dpop_nonce\""));
    assertThat(reply.header("DPoP-Nonce").value()).isPresent();
  }
}
