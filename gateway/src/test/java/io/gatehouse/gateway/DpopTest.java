package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that are bound to a DPoP key at the gateway (RFC 9449 §7). */
final class DpopTest {
  private static final String BOUND = "bound.token";
  private static final String FREE = "free.token";

  private final KeyPair key = pair();
  private final KeyPair other = pair();
  private TestGateway gateway;
  private String nonce = "";
  private int proofs;

  @BeforeEach
  void start() throws Exception {
    gateway =
        new TestGateway(
            List.of(
                CredentialEntry.of(
                    "sso", CredentialKind.JWT, (credential, request, w) -> known(credential))));
    nonce =
        gateway
            .get("/orders/1", "Authorization: DPoP " + BOUND, "DPoP: " + proof(claims()))
            .value("DPoP-Nonce");
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  private Attempt known(Credential credential) {
    var token = ((Credential.BearerToken) credential).token().exposeText();
    var plain = FakeCollaborators.person(CredentialKind.JWT, "c1", "orders.read");
    return switch (token) {
      case BOUND -> new Attempt.Verified(bound(plain));
      case FREE -> new Attempt.Verified(plain);
      default -> new Attempt.Refused(Problem.invalidCredential("unknown"));
    };
  }

  private VerifiedIdentity bound(VerifiedIdentity plain) {
    return new VerifiedIdentity(
        plain.principal(),
        plain.owner(),
        plain.kind(),
        plain.authorizedParty(),
        plain.authentication(),
        plain.authority(),
        plain.expiresAt(),
        plain.tokenId(),
        plain.session(),
        Optional.of(new Confirmation.DpopKey(thumbprint(key))),
        false);
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Json> jwk(KeyPair pair) {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    // RFC 7638 §3: the members of the thumbprint in this order.
    var jwk = new LinkedHashMap<String, Json>();
    jwk.put("crv", new Json.Text("P-256"));
    jwk.put("kty", new Json.Text("EC"));
    jwk.put("x", new Json.Text(Base64Url.encode(bytes(point.getAffineX()))));
    jwk.put("y", new Json.Text(Base64Url.encode(bytes(point.getAffineY()))));
    return jwk;
  }

  private static byte[] bytes(BigInteger number) {
    var raw = number.toByteArray();
    var padded = new byte[32 + raw.length];
    System.arraycopy(raw, 0, padded, 32, raw.length);
    return Arrays.copyOfRange(padded, raw.length, raw.length + 32);
  }

  private static String thumbprint(KeyPair pair) {
    return hash(new Json.Members(jwk(pair)).write());
  }

  private static String hash(String text) {
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Map<String, Json> claims() {
    var claims = new LinkedHashMap<String, Json>();
    claims.put("jti", new Json.Text("proof" + proofs++));
    claims.put("htm", new Json.Text("GET"));
    claims.put("htu", new Json.Text("http://localhost/orders/1"));
    claims.put("iat", new Json.Whole(Instant.now().getEpochSecond()));
    claims.put("ath", new Json.Text(hash(BOUND)));
    if (!nonce.isEmpty()) {
      claims.put("nonce", new Json.Text(nonce));
    }
    return claims;
  }

  private String proof(Map<String, Json> claims) {
    return proof(claims, key);
  }

  private static String proof(Map<String, Json> claims, KeyPair pair) {
    var header = new LinkedHashMap<String, Json>();
    header.put("typ", new Json.Text("dpop+jwt"));
    header.put("alg", new Json.Text("ES256"));
    header.put("jwk", new Json.Members(jwk(pair)));
    var content = part(header) + "." + part(claims);
    try {
      var engine = Signature.getInstance("SHA256withECDSAinP1363Format");
      engine.initSign(pair.getPrivate());
      engine.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + Base64Url.encode(engine.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String part(Map<String, Json> members) {
    return Base64Url.encode(new Json.Members(members).write().getBytes(StandardCharsets.UTF_8));
  }

  private int status(String scheme, String token, String... proofs) throws Exception {
    var fields = new java.util.ArrayList<String>();
    fields.add("Authorization: " + scheme + " " + token);
    for (String one : proofs) {
      fields.add("DPoP: " + one);
    }
    return gateway.get("/orders/1", fields.toArray(String[]::new)).status();
  }

  @Test
  void aBoundTokenWithItsProofPasses() throws Exception {
    assertThat(nonce).isNotEmpty();
    assertThat(status("DPoP", BOUND, proof(claims()))).isEqualTo(200);
  }

  @Test
  void theNonceIsAskedForByTheChallenge() throws Exception {
    var claims = claims();
    claims.remove("nonce");
    var answer = gateway.get("/orders/1", "Authorization: DPoP " + BOUND, "DPoP: " + proof(claims));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.value("DPoP-Nonce")).isNotEmpty();
    assertThat(answer.values("WWW-Authenticate"))
        .anyMatch(c -> c.startsWith("DPoP error=\"use_dpop_nonce\", algs=\""));
  }

  @Test
  void b39_aBoundTokenWithoutItsProofIsRefused() throws Exception {
    assertThat(status("Bearer", BOUND)).isEqualTo(401);
    assertThat(status("Bearer", BOUND, proof(claims()))).isEqualTo(401);
    assertThat(status("DPoP", BOUND)).isEqualTo(401);
    assertThat(status("DPoP", BOUND, proof(claims()), proof(claims()))).isEqualTo(401);
    assertThat(status("DPoP", BOUND, proof(claims(), other))).isEqualTo(401);
    assertThat(status("DPoP", BOUND, "x")).isEqualTo(401);
  }

  @Test
  void b39_anUnboundTokenUnderTheSchemeIsRefused() throws Exception {
    assertThat(status("Bearer", FREE)).isEqualTo(200);
    var claims = claims();
    claims.put("ath", new Json.Text(hash(FREE)));
    assertThat(status("DPoP", FREE, proof(claims))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "htm,POST",
    "htu,http://localhost:1/orders/1",
    "htu,http://evil.example/orders/1",
    "ath,AAAA",
    "nonce,AAAA"
  })
  void aProofForSomethingElseIsRefused(String claim, String value) throws Exception {
    var claims = claims();
    claims.put(claim, new Json.Text(value));
    assertThat(status("DPoP", BOUND, proof(claims))).isEqualTo(401);
  }

  @Test
  void aProofIsUsedOnce() throws Exception {
    var proof = proof(claims());
    assertThat(status("DPoP", BOUND, proof)).isEqualTo(200);
    assertThat(status("DPoP", BOUND, proof)).isEqualTo(401);
  }
}
