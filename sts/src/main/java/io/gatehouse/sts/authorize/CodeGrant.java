package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.ClaimsRequest;
import io.gatehouse.sts.oauth.CodeChallenge;
import io.gatehouse.sts.oauth.SignIn;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a code stands for, and what it is bound to.
 *
 * @param id the name of everything issued for it: the refresh family, and the first part of each
 *     {@code jti}
 */
public record CodeGrant(
    String id, String clientId, String redirectUri, SignIn signIn, Asked asked, Instant ends) {

  /**
   * What was asked for and given.
   *
   * @param resource uri of the resource; empty: for userinfo only
   * @param claims asked for by name
   * @param dpopKey thumbprint of the only key that the code may be redeemed with (RFC 9449 §10)
   */
  public record Asked(
      Set<String> scopes,
      Optional<String> resource,
      Optional<String> nonce,
      Optional<CodeChallenge> challenge,
      ClaimsRequest claims,
      Optional<String> dpopKey) {
    public Asked {
      scopes = Set.copyOf(scopes);
    }
  }
}
