package io.gatehouse.sts.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.ClientKey;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code private_key_jwt}: RFC 7523 §3, OpenID Connect Core §9. */
final class ClientAssertionsTest {
  private static final ClientKey KEY = ClientKey.of(JwsAlgorithm.ES256);

  private RunningSts sts;
  private Clients.Registration service;
  private int ids;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    service = register("\"jwks\": " + KEY.set());
  }

  private Clients.Registration register(String more) {
    return sts.register(
        """
        {"client_name": "Keys", "grant_types": ["client_credentials"], "scope": "orders.read",
         "token_endpoint_auth_method": "private_key_jwt", %s}
        """
            .formatted(more));
  }

  private Claims.Builder claims() {
    return claims(service);
  }

  private Claims.Builder claims(Clients.Registration client) {
    return ClientKey.assertion(client.client().clientId(), sts.clock.instant(), "jti" + ids++);
  }

  private static Map<String, String> form(String assertion) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion);
    return form;
  }

  private Reply send(String assertion) {
    return sts.visitor().token(form(assertion));
  }

  private void refused(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(401);
    assertThat(Visitor.error(reply)).isEqualTo("invalid_client");
  }

  private static void granted(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
  }

  @Test
  void aSignedAssertionProvesTheClient() {
    assertThat(service.secret()).isEmpty();
    granted(send(KEY.sign("JWT", claims())));
    granted(send(KEY.sign("client-authentication+jwt", claims())));
    var named = form(KEY.sign("JWT", claims()));
    named.put("client_id", service.client().clientId());
    granted(sts.visitor().token(named));
  }

  @ParameterizedTest
  @EnumSource(
      value = JwsAlgorithm.class,
      names = {"ES256", "PS256", "RS256", "EDDSA"})
  void eachAlgorithmOfTheMetadataWorks(JwsAlgorithm algorithm) {
    var key = ClientKey.of(algorithm);
    var client = register("\"jwks\": " + key.set());
    granted(send(key.sign("JWT", claims(client))));
  }

  @Test
  void theRegisteredAlgorithmIsTheOnlyOne() {
    var client = register("\"token_endpoint_auth_signing_alg\": \"PS256\", \"jwks\": " + KEY.set());
    refused(send(KEY.sign("JWT", claims(client))));
  }

  @Test
  void keysAreFetchedFromTheAddressThatTheClientRegistered() {
    sts.served.put("https://client.example/jwks", KEY.set());
    var client = register("\"jwks_uri\": \"https://client.example/jwks\"");
    granted(send(KEY.sign("JWT", claims(client))));
    var gone = register("\"jwks_uri\": \"https://gone.example/jwks\"");
    assertThat(send(KEY.sign("JWT", claims(gone))).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://client.example/jwks",
        "https://u:p@client.example/jwks",
        "file:///etc/passwd",
        "https:///jwks"
      })
  void k06_anAddressThatIsNoPlainHttpsIsNotRegistered(String uri) {
    var json =
        """
        {"grant_types": ["client_credentials"], "token_endpoint_auth_method": "private_key_jwt",
         "jwks_uri": "%s"}
        """
            .formatted(uri);
    assertThat(sts.issuer.clients.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(io.gatehouse.sts.client.MetadataReading.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sts.example.com/token",
        "https://sts.example.com/par",
        "https://sts.example.com/",
        "https://other.example.com"
      })
  void h22_anotherAudienceThanTheIssuerIsRefused(String audience) {
    granted(send(KEY.sign("JWT", claims())));
    var id = service.client().clientId();
    var now = sts.clock.instant();
    refused(
        send(
            KEY.sign(
                "JWT",
                Claims.builder()
                    .issuer(id)
                    .subject(id)
                    .audience(audience)
                    .expiresAt(now.plusSeconds(60))
                    .id("x"))));
  }

  @Test
  void h22_aListOfAudiencesIsRefused() {
    var id = service.client().clientId();
    for (var audiences :
        List.of(
            List.of(RunningSts.ISSUER), List.of(RunningSts.ISSUER, "https://other.example.com"))) {
      var claims =
          Claims.builder()
              .issuer(id)
              .subject(id)
              .texts("aud", audiences)
              .expiresAt(sts.clock.instant().plusSeconds(60))
              .id("list" + audiences.size());
      refused(send(KEY.sign("JWT", claims)));
    }
  }

  @Test
  void h24_anAssertionIsUsedOnce() {
    var assertion = KEY.sign("JWT", claims());
    granted(send(assertion));
    var again =
        RequestDraft.form("/token", Visitor.encode(form(assertion))).named("another").request();
    refused(sts.mounts.answer(again));
  }

  @Test
  void h24_anAssertionWithoutIdEndOrWithALongLifeIsRefused() {
    var id = service.client().clientId();
    var now = sts.clock.instant();
    var bare = Claims.builder().issuer(id).subject(id).audience(RunningSts.ISSUER);
    refused(send(KEY.sign("JWT", bare.expiresAt(now.plusSeconds(60)))));
    var endless = Claims.builder().issuer(id).subject(id).audience(RunningSts.ISSUER);
    refused(send(KEY.sign("JWT", endless.id("a"))));
    var years = Claims.builder().issuer(id).subject(id).audience(RunningSts.ISSUER);
    refused(send(KEY.sign("JWT", years.id("b").expiresAt(now.plusSeconds(315_360_000)))));
    var late = Claims.builder().issuer(id).subject(id).audience(RunningSts.ISSUER);
    refused(send(KEY.sign("JWT", late.id("c").expiresAt(now.minusSeconds(120)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "nOnE", "RS1"})
  void b02_anAlgorithmThatNeedsNoPrivateKeyIsRefused(String algorithm) {
    var header = Map.<String, Json>of("alg", new Json.Text(algorithm), "typ", new Json.Text("JWT"));
    refused(send(KEY.signed(header, claims().build().members().values())));
  }

  @Test
  void b03_aSecretIsNoKeyOfAssertions() {
    var header = Map.<String, Json>of("alg", new Json.Text("HS256"));
    refused(send(KEY.signed(header, claims(sts.service).build().members().values())));
  }

  @Test
  void b22_anotherKindOfTokenIsNoAssertion() {
    refused(send(KEY.sign("at+jwt", claims())));
    refused(send(KEY.sign("dpop+jwt", claims())));
  }

  @Test
  void b09_theKeyOfAnotherClientProvesNothing() {
    var other = ClientKey.of(JwsAlgorithm.ES256);
    register("\"jwks\": " + other.set());
    refused(send(other.sign("JWT", claims())));
  }

  @Test
  void h23_exactlyTheRegisteredMethodCounts() {
    var assertion = KEY.sign("JWT", claims());
    var both = form(assertion);
    both.put("client_secret", "x");
    refused(sts.visitor().token(both));
    var header =
        RequestDraft.form("/token", Visitor.encode(form(assertion)))
            .with("Authorization", Visitor.basic(sts.service));
    refused(sts.visitor().send(header));
    var named = form(assertion);
    named.put("client_id", sts.service.client().clientId());
    refused(sts.visitor().token(named));
    var otherType = form(assertion);
    otherType.put("client_assertion_type", "urn:x");
    refused(sts.visitor().token(otherType));
    var bare = Map.of("grant_type", "client_credentials", "client_id", service.client().clientId());
    refused(sts.visitor().token(bare));
    // Who registered a secret cannot come with a signature.
    refused(send(KEY.sign("JWT", claims(sts.service))));
    granted(send(assertion));
  }

  @Test
  void whatTheGuardCannotTellIsAnOutage() {
    sts.replayGuard.recovering(true);
    assertThat(send(KEY.sign("JWT", claims())).status()).isEqualTo(503);
  }
}
