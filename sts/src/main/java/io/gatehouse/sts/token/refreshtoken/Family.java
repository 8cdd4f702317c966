package io.gatehouse.sts.token.refreshtoken;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.sts.oauth.ClaimsRequest;
import io.gatehouse.sts.oauth.SignIn;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * All refresh tokens that came from one code, one after the other.
 *
 * @param claims names of claims that were asked for
 * @param binding the key that a public client must prove at each use
 * @param sealedKey the key of their MACs, sealed under the key-encryption key
 * @param generation of the newest token, which nobody has used yet
 * @param rotatedAt when the newest token was made
 * @param lastUsed the start of the idle time
 * @param ends the latest end
 */
public record Family(
    String id,
    String clientId,
    SignIn signIn,
    Set<String> scopes,
    Optional<String> resource,
    ClaimsRequest claims,
    Optional<Confirmation> binding,
    byte[] sealedKey,
    long generation,
    Instant rotatedAt,
    Instant lastUsed,
    Instant ends) {
  public Family {
    scopes = Set.copyOf(scopes);
  }
}
