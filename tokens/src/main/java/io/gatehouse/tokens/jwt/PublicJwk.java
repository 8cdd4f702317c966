package io.gatehouse.tokens.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** Writes public keys as JWK (RFC 7517). */
public final class PublicJwk {
  private static final int ED25519_BYTES = 32;

  private PublicJwk() {}

  /** A JWK Set document of keys as {@link SigningKey#publicJwk()} writes them. */
  public static String set(Collection<Json.Members> keys) {
    var members = new LinkedHashMap<String, Json>();
    members.put("keys", new Json.Items(List.copyOf(keys)));
    return new Json.Members(members).write();
  }

  static JWK of(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build();
      case ECPublicKey ec ->
          new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
      default -> new OctetKeyPair.Builder(Curve.Ed25519, lastBytes(key)).build();
    };
  }

  /** RFC 7638 §3. */
  static String thumbprint(JWK key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException noSha256) {
      throw new IllegalStateException(noSha256);
    }
  }

  static Json.Members published(JWK key, String kid, JwsAlgorithm algorithm) {
    var members = new LinkedHashMap<String, Json>();
    key.toPublicJWK()
        .toJSONObject()
        .forEach((name, value) -> members.put(name, new Json.Text(value.toString())));
    members.put("kid", new Json.Text(kid));
    members.put("use", new Json.Text("sig"));
    members.put("alg", new Json.Text(algorithm.word()));
    return new Json.Members(members);
  }

  // RFC 8410 §4: the key is the end of its encoding.
  private static Base64URL lastBytes(PublicKey key) {
    var encoded = key.getEncoded();
    return Base64URL.encode(
        Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
  }
}
