package io.gatehouse.sts.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.pages.Language;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.web.endpoint.RequestDraft;
import io.gatehouse.web.path.Authority;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each advertised value is exercised here or in the test that is named beside it. */
final class DiscoveryTest {
  private RunningSts sts;
  private Json.Members metadata;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    metadata = Visitor.json(sts.visitor().get("/.well-known/openid-configuration"));
  }

  private List<String> list(String name) {
    return metadata.get(name).flatMap(Json::texts).orElseThrow();
  }

  private String path(String name) {
    var url = metadata.text(name).orElseThrow();
    assertThat(url).startsWith(RunningSts.ISSUER + "/");
    return url.substring(RunningSts.ISSUER.length());
  }

  @Test
  void bothDocumentsAreOne() {
    var oauth = sts.visitor().get("/.well-known/oauth-authorization-server");
    assertThat(Visitor.json(oauth)).isEqualTo(metadata);
    assertThat(oauth.header("Access-Control-Allow-Origin").value()).contains("*");
    assertThat(oauth.has("Access-Control-Allow-Credentials")).isFalse();
  }

  @Test
  void h43_theIssuerComesFromTheConfigurationAlone() {
    var draft =
        RequestDraft.get("/.well-known/openid-configuration")
            .at(Authority.of("evil.example", true))
            .with("X-Forwarded-Host", "evil.example")
            .with("X-Forwarded-Proto", "http");
    var reply = sts.visitor().send(draft);
    assertThat(reply.body().text()).doesNotContain("evil").contains(RunningSts.ISSUER);
  }

  @Test
  void everyEndpointIsServed() {
    var visitor = sts.visitor();
    assertThat(visitor.get(path("authorization_endpoint")).status()).isEqualTo(400);
    assertThat(visitor.post(path("token_endpoint"), Map.of()).status()).isEqualTo(401);
    assertThat(visitor.post(path("introspection_endpoint"), Map.of()).status()).isEqualTo(401);
    assertThat(visitor.post(path("revocation_endpoint"), Map.of()).status()).isEqualTo(401);
    assertThat(visitor.get(path("userinfo_endpoint")).status()).isEqualTo(401);
    assertThat(visitor.get(path("end_session_endpoint")).status()).isEqualTo(200);
    assertThat(visitor.get("/.gatehouse/jwks.json").status()).isEqualTo(200);
    var keys = visitor.get(path("jwks_uri"));
    assertThat(keys.header("Content-Type").value()).contains("application/jwk-set+json");
    assertThat(KeySet.parse(keys.body().bytes(), JwsAlgorithm.RS256, Jca.installed()))
        .isInstanceOfSatisfying(
            KeySet.class,
            set ->
                assertThat(set.keys())
                    .extracting(key -> key.algorithm())
                    .contains(JwsAlgorithm.ES256, JwsAlgorithm.RS256));
    assertThat(keys.body().text()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
  }

  @Test
  void listsAreExact() {
    assertThat(list("scopes_supported"))
        .containsExactly(
            "email", "offline_access", "openid", "orders.read", "orders.write", "profile");
    // CodeFlowTest and TokenAttacksTest.
    assertThat(list("response_types_supported")).containsExactly("code");
    assertThat(list("grant_types_supported"))
        .containsExactlyInAnyOrder(
            "authorization_code",
            "refresh_token",
            "client_credentials",
            // DeviceTest.
            "urn:ietf:params:oauth:grant-type:device_code",
            // TokenExchangeTest.
            "urn:ietf:params:oauth:grant-type:token-exchange",
            // AssertionGrantsTest; all of them in GrantTableTest.
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:saml2-bearer");
    assertThat(list("code_challenge_methods_supported")).containsExactly("S256");
    assertThat(list("id_token_signing_alg_values_supported"))
        // IdTokenAlgorithmsTest.
        .containsExactlyInAnyOrder("RS256", "ES256", "PS256", "EdDSA");
    // IntrospectionTest and RevocationTest.
    assertThat(list("introspection_endpoint_auth_methods_supported"))
        .containsExactly(
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
            "tls_client_auth",
            "self_signed_tls_client_auth");
    assertThat(list("revocation_endpoint_auth_methods_supported"))
        .isEqualTo(list("token_endpoint_auth_methods_supported"));
  }

  @Test
  void whatRequestsMayAskIsExact() {
    // AuthorizeAttacksTest.
    assertThat(list("prompt_values_supported"))
        .containsExactly("none", "login", "consent", "select_account");
    assertThat(metadata.get("authorization_response_iss_parameter_supported"))
        .contains(new Json.Flag(true));
    assertThat(metadata.get("request_parameter_supported")).contains(new Json.Flag(true));
    assertThat(metadata.get("request_uri_parameter_supported")).contains(new Json.Flag(false));
    // LoginTest.
    assertThat(list("ui_locales_supported"))
        .isEqualTo(List.of(Language.ENGLISH.tag(), Language.KOREAN.tag()));
  }

  @Test
  void theResponseModeAndTheConsentPromptDoWhatTheySay() {
    assertThat(list("response_modes_supported")).containsExactly("query", "form_post");
    var browser = sts.visitor();
    var query = Visitor.with(Visitor.request(sts.web), "response_mode", "query");
    assertThat(browser.code(query, "alice")).isNotEmpty();
    var asked = Visitor.with(Visitor.request(sts.web), "prompt", "consent");
    assertThat(browser.follow(browser.authorize(asked)).body().text()).contains("Allow access?");
  }

  @Test
  void eachAuthenticationMethodWorks() {
    assertThat(list("token_endpoint_auth_methods_supported"))
        .containsExactlyInAnyOrder(
            "none",
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
            // CertificateClientsTest; all of them in GrantTableTest.
            "tls_client_auth",
            "self_signed_tls_client_auth");
    var browser = sts.visitor();
    var page = browser.signIn(Visitor.request(sts.partner), "alice", "alice's password");
    var allowed =
        browser.follow(
            browser.post("/consent", Map.of("flow", Visitor.flow(page), "decision", "allow")));
    var form =
        Visitor.with(
            Visitor.redemption(sts.partner, Visitor.code(allowed)),
            "client_secret",
            sts.partner.secret().orElseThrow().exposeText());
    assertThat(browser.token(form).status()).isEqualTo(200);
  }

  @Test
  void everyClaimAndClassIsSeenInATokenOrAtUserinfo() {
    var browser = sts.visitor();
    var all = Visitor.with(Visitor.request(sts.web), "scope", "openid profile email");
    var tokens =
        browser.token(
            Visitor.redemption(
                sts.web,
                browser.code(
                    Visitor.with(all, "acr_values", list("acr_values_supported").getFirst()),
                    "alice")));
    var seen =
        new java.util.HashSet<>(
            Visitor.payload(Visitor.text(tokens, "id_token")).values().keySet());
    seen.addAll(
        Visitor.json(browser.userinfo(Visitor.text(tokens, "access_token"))).values().keySet());
    assertThat(seen).containsExactlyInAnyOrderElementsOf(list("claims_supported"));
    assertThat(Visitor.payload(Visitor.text(tokens, "id_token")).text("acr"))
        .contains(list("acr_values_supported").getFirst());
    assertThat(list("subject_types_supported")).containsExactly("public");
  }
}
