package io.gatehouse.tokens.jwt;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A DPoP proof whose signature holds under the key that it carries (RFC 9449 §4.2). */
final class DpopProof {
  /** FAPI 2.0 Security Profile §5.4.1: for everybody, because a resource knows no profiles. */
  static final Set<JwsAlgorithm> ALGORITHMS =
      Set.of(JwsAlgorithm.ES256, JwsAlgorithm.PS256, JwsAlgorithm.EDDSA);

  private static final int LONGEST = 8 * 1024;
  private static final int LONGEST_ID = 1024;

  private final String thumbprint;
  private final Claims claims;

  private DpopProof(String thumbprint, Claims claims) {
    this.thumbprint = thumbprint;
    this.claims = claims;
  }

  /** Empty when it is no proof of anything: form, type, algorithm, key, signature, claims. */
  static Optional<DpopProof> read(String text) {
    if (text.length() > LONGEST || !(CompactJws.parse(text) instanceof CompactJws jws)) {
      return Optional.empty();
    }
    var header = jws.header();
    boolean typed = header.type().equals(Optional.of("dpop+jwt"));
    if (!typed || !ALGORITHMS.contains(header.algorithm()) || header.embeddedKey().isEmpty()) {
      return Optional.empty();
    }
    return header
        .embeddedKey()
        .flatMap(jwk -> key(jwk, header.algorithm()).filter(key -> key.verifies(jws)).map(k -> jwk))
        .flatMap(jwk -> thumbprint(jwk))
        .flatMap(thumbprint -> claims(jws).map(claims -> new DpopProof(thumbprint, claims)));
  }

  // The reader refuses private members, weak keys and keys for something else.
  private static Optional<JwsKey> key(Json.Members jwk, JwsAlgorithm algorithm) {
    return new JwkReader(algorithm, Jca.installed()).read(jwk) instanceof JwkReader.Usable(var key)
        ? Optional.of(key)
        : Optional.empty();
  }

  private static Optional<String> thumbprint(Json.Members jwk) {
    try {
      return Optional.of(PublicJwk.thumbprint(JWK.parse(jwk.write())));
    } catch (ParseException | IllegalArgumentException notAKey) {
      return Optional.empty();
    }
  }

  private static Optional<Claims> claims(CompactJws jws) {
    if (!(jws.content() instanceof Json.Members members)) {
      return Optional.empty();
    }
    var claims = new Claims(members);
    boolean complete =
        claims.id().filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID).isPresent()
            && claims.text("htm").isPresent()
            && claims.text("htu").isPresent()
            && claims.issuedAt().isPresent();
    return complete ? Optional.of(claims) : Optional.empty();
  }

  /** RFC 7638 thumbprint of the key. */
  String thumbprint() {
    return thumbprint;
  }

  String id() {
    return claims.id().orElseThrow();
  }

  Instant issuedAt() {
    return claims.issuedAt().orElseThrow();
  }

  Optional<String> text(String claim) {
    return claims.text(claim);
  }
}
