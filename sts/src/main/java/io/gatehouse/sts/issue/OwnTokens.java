package io.gatehouse.sts.issue;

import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.Verification;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads tokens that this issuer signed. The kinds are told apart by type. */
public final class OwnTokens {
  private final String issuer;
  private final Set<String> audiences;
  private final TokenKeys keys;
  private final JwtVerifier verifier;

  public OwnTokens(Issuer issuer, ResourceCatalog resources, TokenKeys keys, InstantSource clock) {
    this.issuer = issuer.value();
    this.keys = keys;
    this.verifier = new JwtVerifier(clock);
    var known = new HashSet<String>();
    known.add(issuer.value());
    resources.all().stream().map(Resource::uri).forEach(known::add);
    this.audiences = Set.copyOf(known);
  }

  /** The claims of a live access token; its standing is not judged here. */
  public Optional<Claims> accessToken(String token) {
    return verified(token, JwtPolicy.expectAccessToken(issuer, audiences));
  }

  /**
   * The claims of an ID token that was issued to this client. It only hints at who was here, so an
   * expired one will do (OpenID Connect RP-Initiated Logout §2).
   */
  public Optional<Claims> idTokenHint(String token, String clientId) {
    return verified(token, hint(JwtPolicy.expect(issuer, clientId)));
  }

  /** The same, whoever it was issued to; {@code aud} tells. */
  public Optional<Claims> idTokenHint(String token) {
    return verified(token, hint(JwtPolicy.expect(issuer).ignoringAudience()));
  }

  /** The claims of a live ID token that was issued to this client. */
  public Optional<Claims> idToken(String token, String clientId) {
    return verified(
        token, JwtPolicy.expect(issuer, clientId).typed("JWT").requiring("aud", "sub", "iat"));
  }

  private static JwtPolicy hint(JwtPolicy policy) {
    return policy.typed("JWT").ignoringExpiry().requiring("aud", "sub", "iat");
  }

  private Optional<Claims> verified(String token, JwtPolicy policy) {
    if (!(CompactJws.parse(token) instanceof CompactJws compact)) {
      return Optional.empty();
    }
    return switch (verifier.verify(compact, keys.verifying(), policy)) {
      case VerifiedJwt verified -> Optional.of(verified.claims());
      case Verification.Invalid invalid -> Optional.empty();
      case Verification.KeyUnknown unknown -> Optional.empty();
    };
  }
}
