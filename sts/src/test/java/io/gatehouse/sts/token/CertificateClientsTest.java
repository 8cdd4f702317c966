package io.gatehouse.sts.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.HeldCertificates;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8705 §2: clients that prove themselves by the certificate of their connection. */
final class CertificateClientsTest {
  private static final X509Certificate NAMED = HeldCertificates.named();
  private static final X509Certificate ONE = HeldCertificates.one();
  private static final X509Certificate SIBLING = HeldCertificates.sibling();
  private static final String DN = "\"tls_client_auth_subject_dn\": \"CN=orders, O=Partner Ltd\"";

  private RunningSts sts;

  @BeforeEach
  void start() {
    sts = RunningSts.start();
    sts.certificateTrust.trusted.addAll(List.of(NAMED, ONE));
  }

  private static String metadata(String method, String more) {
    return """
    {"client_name": "Partner", "redirect_uris": ["https://app.example.com/cb"],
     "grant_types": ["authorization_code", "client_credentials",
       "urn:ietf:params:oauth:grant-type:device_code"],
     "scope": "openid orders.read", "resources": ["https://api.example.com"],
     "token_endpoint_auth_method": "%s", %s}
    """
        .formatted(method, more);
  }

  private Clients.Registration issued(String name) {
    return sts.register(metadata("tls_client_auth", name));
  }

  static String jwks(X509Certificate certificate) {
    var der = Base64.getEncoder().encodeToString(encoded(certificate));
    var point = ((java.security.interfaces.ECPublicKey) certificate.getPublicKey()).getW();
    return "\"jwks\": {\"keys\": [{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"%s\","
            .formatted(coordinate(point.getAffineX()))
        + " \"y\": \"%s\", \"kid\": \"k\", \"x5c\": [\"%s\"]}]}"
            .formatted(coordinate(point.getAffineY()), der);
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String coordinate(java.math.BigInteger value) {
    var bytes = new byte[32];
    var raw = value.toByteArray();
    int length = Math.min(raw.length, 32);
    System.arraycopy(raw, raw.length - length, bytes, 32 - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Reply send(String path, Map<String, String> form, X509Certificate... chain) {
    return sts.mounts.answer(
        RequestDraft.form(path, Visitor.encode(form)).presenting(chain).request());
  }

  private static Map<String, String> form(Clients.Registration client, String path) {
    var form = new LinkedHashMap<String, String>();
    switch (path) {
      case "/token" -> form.put("grant_type", "client_credentials");
      case "/par" -> form.putAll(Visitor.request(client));
      case "/device_authorization" -> form.put("scope", "openid");
      default -> form.put("token", "x");
    }
    form.put("client_id", client.client().clientId());
    return form;
  }

  private Reply token(Clients.Registration client, X509Certificate... chain) {
    return send("/token", form(client, "/token"), chain);
  }

  private static void proves(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isBetween(200, 201);
  }

  private static void provesNothing(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(401);
    assertThat(Visitor.error(reply)).isEqualTo("invalid_client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/par", "/introspect", "/revoke", "/device_authorization"})
  void f14_everyEndpointTakesTheRegisteredCertificateAndNoOther(String path) {
    var client = issued(DN);
    proves(send(path, form(client, path), NAMED));
    provesNothing(send(path, form(client, path), ONE));
    var own = sts.register(metadata("self_signed_tls_client_auth", jwks(SIBLING)));
    proves(send(path, form(own, path), SIBLING));
    provesNothing(send(path, form(own, path), ONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/par", "/introspect", "/revoke", "/device_authorization"})
  void f14_whereNoCertificateIsAskedForNothingIsProven(String path) {
    provesNothing(send(path, form(issued(DN), path)));
    var own = sts.register(metadata("self_signed_tls_client_auth", jwks(SIBLING)));
    provesNothing(send(path, form(own, path)));
  }

  @ParameterizedTest
  @CsvSource({
    "tls_client_auth_subject_dn, 'cn=Orders,o=partner ltd'",
    "tls_client_auth_san_dns, Client.Example.com",
    "tls_client_auth_san_uri, spiffe://example.com/orders",
    "tls_client_auth_san_ip, 192.0.2.7",
    "tls_client_auth_san_ip, 2001:db8:0::7",
    "tls_client_auth_san_email, orders@example.com"
  })
  void eachKindOfNameProves(String member, String name) {
    proves(token(issued("\"%s\": \"%s\"".formatted(member, name)), NAMED));
  }

  @ParameterizedTest
  @CsvSource({
    "tls_client_auth_subject_dn, CN=orders",
    "tls_client_auth_subject_dn, 'O=Partner Ltd,CN=orders,OU=x'",
    "tls_client_auth_subject_dn, CN=client.example.com",
    "tls_client_auth_san_dns, orders",
    "tls_client_auth_san_dns, spiffe://example.com/orders",
    "tls_client_auth_san_dns, 192.0.2.7",
    "tls_client_auth_san_dns, example.com",
    "tls_client_auth_san_dns, *.example.com",
    "tls_client_auth_san_uri, client.example.com",
    "tls_client_auth_san_uri, spiffe://example.com/Orders",
    "tls_client_auth_san_ip, 192.0.2.8",
    "tls_client_auth_san_email, ORDERS@example.com"
  })
  void f14_anotherNameOrTheNameOfAnotherKindProvesNothing(String member, String name) {
    provesNothing(token(issued("\"%s\": \"%s\"".formatted(member, name)), NAMED));
  }

  @Test
  void f14_theNameAloneProvesNothingWithoutATrustedAuthority() {
    sts.certificateTrust.trusted.clear();
    provesNothing(token(issued(DN), NAMED));
  }

  @Test
  void f14_onlyTheFirstCertificateOfTheConnectionIsTheClients() {
    provesNothing(token(issued(DN), ONE, NAMED));
  }

  @Test
  void aRegisteredKeyStandsForItsCertificates() {
    var withoutCertificate = jwks(SIBLING).replaceFirst(", \"x5c\": \\[[^]]*]", "");
    var own = sts.register(metadata("self_signed_tls_client_auth", withoutCertificate));
    proves(token(own, SIBLING));
    provesNothing(token(own, ONE));
  }

  @Test
  void h23_aClientOfCertificatesIsNotBelievedASecretAndTheOtherWayRound() {
    var client = issued(DN);
    var secret = Visitor.with(form(client, "/token"), "client_secret", "x");
    provesNothing(send("/token", secret, NAMED));
    provesNothing(send("/token", form(sts.service, "/token"), NAMED));
  }

  @Test
  void aTokenIsBoundToTheCertificateWhereTheClientWantsIt() {
    var bound = issued(DN + ", \"tls_client_certificate_bound_access_tokens\": true");
    var reply = token(bound, NAMED);
    assertThat(Visitor.payload(Visitor.text(reply, "access_token")).get("cnf")).isPresent();
  }

  @Test
  void fapi_clientsOfCertificatesFitTheProfile() {
    var profile =
        DN
            + ", \"security_profile\": \"fapi-2.0\","
            + " \"tls_client_certificate_bound_access_tokens\": true, \"first_party\": true";
    var client = issued(profile);
    var pushed = send("/par", form(client, "/par"), NAMED);
    proves(pushed);
    var parameters =
        Map.of(
            "client_id",
            client.client().clientId(),
            "request_uri",
            Visitor.text(pushed, "request_uri"));
    var code = sts.visitor().code(parameters, "alice");
    var tokens = send("/token", Visitor.redemption(client, code), NAMED);
    proves(tokens);
    assertThat(Visitor.payload(Visitor.text(tokens, "access_token")).get("cnf")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls_client_auth|\"require_pkce\": true",
        "tls_client_auth|\"tls_client_auth_subject_dn\": \"orders\"",
        "tls_client_auth|\"tls_client_auth_san_ip\": \"localhost\"",
        "tls_client_auth|\"tls_client_auth_san_dns\": \"a\", \"tls_client_auth_san_ip\":"
            + " \"1.2.3.4\"",
        "private_key_jwt|\"tls_client_auth_san_dns\": \"a\"",
        "self_signed_tls_client_auth|\"require_pkce\": true"
      })
  void aRegistrationThatNoCertificateCanMeetIsRefused(String registration) {
    var parts = registration.split("\\|", 2);
    var json = metadata(parts[0], parts[1]).getBytes(StandardCharsets.UTF_8);
    assertThat(sts.issuer.clients.read(json)).isInstanceOf(MetadataReading.Refused.class);
  }

  @Test
  void theRegistrationTellsTheNameBack() {
    var described = sts.issuer.clients.describe(issued(DN).client());
    assertThat(Json.parse(described.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            Json.Members.class,
            members ->
                assertThat(members.text("tls_client_auth_subject_dn"))
                    .contains("CN=orders, O=Partner Ltd"));
  }
}
