package io.gatehouse.sts.client;

import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.KeySet;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Certificates in a registered key set: {@code x5c} (RFC 7517 §4.7), or the key alone. */
final class RegisteredCertificates {
  private RegisteredCertificates() {}

  static boolean hold(Json.Members set, X509Certificate presented) {
    return set
        .get("keys")
        .filter(Json.Items.class::isInstance)
        .map(keys -> ((Json.Items) keys).values())
        .orElse(List.of())
        .stream()
        .anyMatch(key -> key instanceof Json.Members jwk && isOf(jwk, presented));
  }

  private static boolean isOf(Json.Members jwk, X509Certificate presented) {
    return jwk.get("x5c")
        .map(chain ->
            firstOf(chain).filter(der -> Arrays.equals(der, encoded(presented))).isPresent())
        .orElseGet(() -> hasKey(jwk, presented));
  }

  private static Optional<byte[]> firstOf(Json chain) {
    try {
      return chain.texts().stream()
          .flatMap(List::stream)
          .findFirst()
          .map(Base64.getMimeDecoder()::decode);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean hasKey(Json.Members jwk, X509Certificate presented) {
    var alone = new Json.Members(Map.of("keys", new Json.Items(List.of(jwk))));
    var json = alone.write().getBytes(StandardCharsets.UTF_8);
    return KeySet.parse(json, JwsAlgorithm.RS256, Jca.installed()) instanceof KeySet keys
        && keys.keys().stream().anyMatch(key -> key.publicKey().equals(presented.getPublicKey()));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
