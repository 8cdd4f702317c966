package io.gatehouse.tokens.jwt;

import io.gatehouse.testkit.StoppedClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An issuer that signs whatever it is told to, and a verifier that trusts it. */
final class TestIssuer {
  static final Jca JCA = Jca.installed();
  static final String ISSUER = "https://sts.test";
  static final String AUDIENCE = "https://api.test";
  static final SigningKey EC = SigningKey.generate(JwsAlgorithm.ES256, JCA);
  static final SigningKey RSA = SigningKey.generate(JwsAlgorithm.RS256, JCA);
  static final SigningKey ED = SigningKey.generate(JwsAlgorithm.EDDSA, JCA);
  static final SigningKey PSS = SigningKey.generate(JwsAlgorithm.PS256, JCA);
  static final JwtPolicy POLICY = JwtPolicy.expectAccessToken(ISSUER, Set.of(AUDIENCE));

  final StoppedClock clock = StoppedClock.at("2026-11-22T12:00:00Z");
  final KeySet keys =
      KeySet.of(List.of(EC.verifying(), RSA.verifying(), ED.verifying(), PSS.verifying()));

  Instant now() {
    return clock.instant();
  }

  Claims.Builder claims() {
    return Claims.builder()
        .issuer(ISSUER)
        .subject("0b9c3a1e-1111-4222-8333-444455556666")
        .audience(AUDIENCE)
        .clientId("web")
        .issuedAt(now())
        .expiresAt(now().plusSeconds(300))
        .id("token-1")
        .scopes(Set.of("orders.read", "orders.write"));
  }

  String token() {
    return new JwtSigner(EC, "at+jwt").sign(claims().build());
  }

  /** A good token, save that one claim has this JSON text; an empty text leaves it out. */
  String tokenWith(String claim, String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    claims().build().members().values().forEach((name, value) -> texts.put(name, value.write()));
    texts.remove(claim);
    if (!json.isEmpty()) {
      texts.put(claim, json);
    }
    return signed(header(EC, "at+jwt"), object(texts));
  }

  static String header(SigningKey key, String type) {
    return "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}"
        .formatted(key.algorithm().word(), key.kid(), type);
  }

  /** These very header and payload texts under a signature by the EC key. */
  static String signed(String header, String payload) {
    return signed(EC, header.getBytes(StandardCharsets.UTF_8), utf8(payload));
  }

  static String signed(SigningKey key, byte[] header, byte[] payload) {
    var content = Base64Url.encode(header) + "." + Base64Url.encode(payload);
    return content + "." + Base64Url.encode(key.sign(utf8(content)));
  }

  String payload() {
    return claims().build().members().write();
  }

  Verification verify(String token) {
    return verify(token, POLICY);
  }

  Verification verify(String token, JwtPolicy policy) {
    return verify(token, policy, keys);
  }

  Verification verify(String token, JwtPolicy policy, KeySet keySet) {
    return switch (CompactJws.parse(token)) {
      case CompactJws jws -> new JwtVerifier(clock).verify(jws, keySet, policy);
      case ParsedJws.Malformed(var reason) -> new Verification.Invalid(reason);
    };
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
