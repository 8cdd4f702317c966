package io.gatehouse.gateway.login;

import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.Verification;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** What an issuer signs for this client: ID tokens (OpenID Connect Core §3.1.3.7) and others. */
final class IdTokens {
  private final JwtVerifier verifier;

  IdTokens(InstantSource clock) {
    this.verifier = new JwtVerifier(clock);
  }

  /** The verified token, or why it is not believed. */
  Verification verify(LoginTerms terms, String token, JwtPolicy policy) {
    if (!(CompactJws.parse(token) instanceof CompactJws jws)) {
      return new Verification.Invalid("not a compact JWS");
    }
    return switch (terms.keys().keysFor(jws.header().kid(), Waiting.ALLOWED)) {
      case KeySource.Known(var keys) -> verifier.verify(jws, keys, policy);
      case KeySource.MustWait wait -> throw new IllegalStateException("waiting was allowed");
    };
  }

  /** The ID token of a sign-in that began with this nonce. */
  Verification idToken(LoginTerms terms, String token, String nonce, Optional<String> accessToken) {
    var policy =
        JwtPolicy.expect(terms.issuer().name(), terms.clientId())
            .typedOrUntyped("JWT")
            .allowingAbsentKid()
            .requiring("sub", "iat");
    var verified = verify(terms, token, policy);
    return verified instanceof VerifiedJwt jwt
        ? judged(jwt, new Expected(terms.clientId(), nonce, accessToken))
        : verified;
  }

  private record Expected(String clientId, String nonce, Optional<String> accessToken) {}

  private static Verification judged(VerifiedJwt jwt, Expected expected) {
    var claims = jwt.claims();
    if (claims.text("nonce").filter(expected.nonce()::equals).isEmpty()) {
      return new Verification.Invalid("nonce is not that of this sign-in");
    }
    if (claims.audience().size() > 1 && claims.text("azp").isEmpty()) {
      return new Verification.Invalid("several audiences and no azp");
    }
    if (claims.text("azp").filter(azp -> !azp.equals(expected.clientId())).isPresent()) {
      return new Verification.Invalid("azp is another client");
    }
    return holds(jwt, claims, expected.accessToken())
        ? jwt
        : new Verification.Invalid("at_hash is not of this access token");
  }

  private static boolean holds(VerifiedJwt jwt, Claims claims, Optional<String> accessToken) {
    return claims.members().get("at_hash").isEmpty()
        || claims
            .text("at_hash")
            .equals(accessToken.map(token -> half(token, jwt.header().algorithm())));
  }

  // Core §3.1.3.6: the left half of the hash that the signature's algorithm uses.
  private static String half(String token, JwsAlgorithm algorithm) {
    try {
      var digest =
          MessageDigest.getInstance(hash(algorithm))
              .digest(token.getBytes(StandardCharsets.US_ASCII));
      return Base64Url.encode(Arrays.copyOf(digest, digest.length / 2));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hash(JwsAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256, PS256, ES256 -> "SHA-256";
      case RS384, PS384, ES384 -> "SHA-384";
      case RS512, PS512, ES512, EDDSA -> "SHA-512";
    };
  }
}
