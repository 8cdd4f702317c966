package io.gatehouse.sts.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.HeldCertificates;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8705 §3 to §5. */
final class CertificateBoundTokensTest {
  private static final X509Certificate ONE = HeldCertificates.one();
  private static final X509Certificate SIBLING = HeldCertificates.sibling();

  private RunningSts sts;
  private Visitor browser;
  private Clients.Registration app;
  private Clients.Registration service;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    browser = sts.visitor();
    app =
        sts.register(
            """
            {"client_name": "App", "redirect_uris": ["https://app.example.com/cb"],
             "grant_types": ["authorization_code", "refresh_token"],
             "scope": "openid offline_access orders.read", "first_party": true,
             "token_endpoint_auth_method": "none",
             "tls_client_certificate_bound_access_tokens": true}
            """);
    service =
        sts.register(
            """
            {"client_name": "Service", "grant_types": ["client_credentials"],
             "scope": "orders.read", "tls_client_certificate_bound_access_tokens": true}
            """);
  }

  private Reply token(Map<String, String> form, X509Certificate... chain) {
    return browser.send(RequestDraft.form("/token", Visitor.encode(form)).presenting(chain));
  }

  private Reply first(X509Certificate... chain) {
    var offline = Visitor.with(Visitor.request(app), "scope", "openid offline_access orders.read");
    return token(Visitor.redemption(app, browser.code(offline, "alice")), chain);
  }

  private Map<String, String> refreshing(Reply reply) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("client_id", app.client().clientId());
    form.put("refresh_token", Visitor.text(reply, "refresh_token"));
    return form;
  }

  private Reply userinfo(String token, X509Certificate... chain) {
    return browser.send(
        RequestDraft.get("/userinfo").with("Authorization", "Bearer " + token).presenting(chain));
  }

  private static void boundTo(X509Certificate certificate, Reply reply) throws Exception {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    var thumbprint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    var confirmation = Visitor.payload(Visitor.text(reply, "access_token")).get("cnf");
    assertThat(confirmation)
        .contains(
            new Json.Members(Map.of("x5t#S256", new Json.Text(Base64Url.encode(thumbprint)))));
  }

  private static void refused(Reply reply, String error) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(400);
    assertThat(Visitor.error(reply)).isEqualTo(error);
  }

  @Test
  void everyGrantBindsToTheCertificateOfTheConnection() throws Exception {
    var first = first(ONE);
    boundTo(ONE, first);
    boundTo(ONE, token(refreshing(first), ONE));
    var own =
        browser.send(
            RequestDraft.form("/token", "grant_type=client_credentials")
                .with("Authorization", Visitor.basic(service))
                .presenting(SIBLING));
    boundTo(SIBLING, own);
  }

  @Test
  void aClientThatRegisteredForItGetsNoTokenWithoutACertificate() {
    refused(first(), "invalid_request");
    refused(browser.token(service, Map.of("grant_type", "client_credentials")), "invalid_request");
  }

  @Test
  void aClientThatDidNotIsGivenBearerTokensWhateverItsConnection() {
    var code = browser.code(Visitor.request(sts.web), "alice");
    var reply = token(Visitor.redemption(sts.web, code), ONE);
    assertThat(Visitor.payload(Visitor.text(reply, "access_token")).get("cnf")).isEmpty();
  }

  @Test
  void f13_aPublicClientsRefreshTokenIsWorthNothingWithASiblingCertificate() throws Exception {
    var first = first(ONE);
    refused(token(refreshing(first), SIBLING), "invalid_grant");
    refused(token(refreshing(first)), "invalid_request");
    boundTo(ONE, token(refreshing(first), ONE));
  }

  @Test
  void h27_aRefreshKeepsTheBinding() throws Exception {
    var first = first(ONE);
    for (int i = 0; i < 3; i++) {
      var again = token(refreshing(first), ONE);
      boundTo(ONE, again);
      assertThat(Visitor.json(again).text("refresh_token")).isEmpty();
    }
  }

  @Test
  void b39_aBoundTokenAtUserinfoNeedsItsCertificate() {
    var token = Visitor.text(first(ONE), "access_token");
    assertThat(userinfo(token, ONE).status()).isEqualTo(200);
    assertThat(userinfo(token, ONE, SIBLING).status()).isEqualTo(200);
    for (var reply :
        java.util.List.of(
            userinfo(token), userinfo(token, SIBLING), userinfo(token, SIBLING, ONE))) {
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate").value())
          .hasValueSatisfying(
              challenge -> assertThat(challenge).contains("error=\"invalid_token\""));
    }
  }

  @Test
  void theMetadataNamesTheListenerThatAsksForCertificates() {
    for (var path :
        java.util.List.of(
            "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")) {
      var members = Visitor.json(browser.get(path));
      assertThat(members.get("tls_client_certificate_bound_access_tokens"))
          .contains(new Json.Flag(true));
      assertThat(((Json.Members) members.get("mtls_endpoint_aliases").orElseThrow()).values())
          .containsEntry("token_endpoint", new Json.Text(RunningSts.AT_CERTIFICATES + "/token"))
          .containsEntry(
              "userinfo_endpoint", new Json.Text(RunningSts.AT_CERTIFICATES + "/userinfo"));
    }
  }
}
