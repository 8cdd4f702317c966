package io.gatehouse.sts.issue;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens, fresh from the mint.
 *
 * @param subject {@code sub} of all of them
 * @param binding the key that the access token is bound to
 */
public record Issued(
    String subject,
    Secret accessToken,
    Duration lifetime,
    Set<String> scopes,
    Optional<Secret> idToken,
    Optional<Secret> refreshToken,
    Optional<Confirmation> binding) {
  public Issued {
    scopes = Set.copyOf(scopes);
  }
}
