package io.gatehouse.tokens.jwt;

import io.gatehouse.tokens.jwt.JwtCheck.Candidate;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns an unverified token into a verified one: key, signature, then the policy's checks. Never
 * blocks, holds no state.
 */
public final class JwtVerifier {
  private final InstantSource clock;

  public JwtVerifier(InstantSource clock) {
    this.clock = clock;
  }

  public Verification verify(CompactJws jws, KeySet keys, JwtPolicy policy) {
    var key = keyFor(jws.header(), keys, policy);
    if (key.isEmpty()) {
      return withoutKey(jws.header(), policy);
    }
    if (!key.get().verifies(jws)) {
      return new Verification.Invalid("signature");
    }
    return switch (jws.content()) {
      case Json.Members members -> judge(jws.header(), new Claims(members), policy);
      case Json other -> new Verification.Invalid("payload is not an object");
      case ParsedJson.Malformed(var reason) -> new Verification.Invalid("payload: " + reason);
    };
  }

  private static Optional<JwsKey> keyFor(JoseHeader header, KeySet keys, JwtPolicy policy) {
    if (header.kid().isPresent()) {
      return keys.find(header.kid().get());
    }
    return policy.absentKidAllowed() ? keys.only(header.algorithm()) : Optional.empty();
  }

  private static Verification withoutKey(JoseHeader header, JwtPolicy policy) {
    if (header.kid().isEmpty() && !policy.absentKidAllowed()) {
      return new Verification.Invalid("kid is absent");
    }
    return new Verification.KeyUnknown(header.kid().orElse(""));
  }

  private Verification judge(JoseHeader header, Claims claims, JwtPolicy policy) {
    var candidate = new Candidate(header, claims, clock.instant(), policy.skew());
    for (var check : policy.checks()) {
      if (!check.holds().test(candidate)) {
        return new Verification.Invalid("broken rule: " + check.rule());
      }
    }
    // exp is in every policy: the checks above have seen it.
    return new VerifiedJwt(header, claims, claims.expiresAt().orElseThrow());
  }
}
