package io.gatehouse.sts;

import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtSigner;
import io.gatehouse.tokens.jwt.PublicJwk;
import io.gatehouse.tokens.jwt.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A key in the hands of a client: assertions, request objects and DPoP proofs. */
public final class ClientKey {
  private final SigningKey signing;
  private final KeyPair dpop;
  private int proofs;

  private ClientKey(SigningKey signing, KeyPair dpop) {
    this.signing = signing;
    this.dpop = dpop;
  }

  public static ClientKey of(JwsAlgorithm algorithm) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new ClientKey(
          SigningKey.generate(algorithm, Jca.installed()), generator.generateKeyPair());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The JWK Set to be registered. */
  public String set() {
    return PublicJwk.set(List.of(signing.publicJwk()));
  }

  public String sign(String type, Claims.Builder claims) {
    return new JwtSigner(signing, type).sign(claims.build());
  }

  /** A client assertion that is right in everything. */
  public static Claims.Builder assertion(String clientId, Instant now, String id) {
    return Claims.builder()
        .issuer(clientId)
        .subject(clientId)
        .audience(RunningSts.ISSUER)
        .issuedAt(now)
        .expiresAt(now.plusSeconds(60))
        .id(id);
  }

  /** The public members of the DPoP key. */
  public Map<String, Json> jwk() {
    var point = ((ECPublicKey) dpop.getPublic()).getW();
    var jwk = new LinkedHashMap<String, Json>();
    jwk.put("kty", new Json.Text("EC"));
    jwk.put("crv", new Json.Text("P-256"));
    jwk.put("x", new Json.Text(Base64Url.encode(bytes(point.getAffineX()))));
    jwk.put("y", new Json.Text(Base64Url.encode(bytes(point.getAffineY()))));
    return jwk;
  }

  private static byte[] bytes(java.math.BigInteger number) {
    var raw = number.toByteArray();
    var padded = new byte[32 + raw.length];
    System.arraycopy(raw, 0, padded, 32, raw.length);
    return Arrays.copyOfRange(padded, raw.length, raw.length + 32);
  }

  /** The claims of a proof that is right in everything but, perhaps, its nonce. */
  public Map<String, Json> proofClaims(String method, String target, Instant now) {
    var claims = new LinkedHashMap<String, Json>();
    claims.put("jti", new Json.Text("proof" + proofs++));
    claims.put("htm", new Json.Text(method));
    claims.put("htu", new Json.Text(target));
    claims.put("iat", new Json.Whole(now.getEpochSecond()));
    return claims;
  }

  public String proof(Map<String, Json> claims) {
    var header = new LinkedHashMap<String, Json>();
    header.put("typ", new Json.Text("dpop+jwt"));
    header.put("alg", new Json.Text("ES256"));
    header.put("jwk", new Json.Members(jwk()));
    return signed(header, claims);
  }

  /** Signed with the DPoP key, whatever the header says. */
  public String signed(Map<String, Json> header, Map<String, Json> claims) {
    try {
      var content = part(header) + "." + part(claims);
      var engine = Signature.getInstance("SHA256withECDSAinP1363Format");
      engine.initSign(dpop.getPrivate());
      engine.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + Base64Url.encode(engine.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String part(Map<String, Json> members) {
    return Base64Url.encode(new Json.Members(members).write().getBytes(StandardCharsets.UTF_8));
  }
}
