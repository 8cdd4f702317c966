package io.gatehouse.sts.authorize;

import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.consent.Consent;
import io.gatehouse.sts.issue.PersonClaims;
import io.gatehouse.sts.oauth.ClaimsRequest;
import io.gatehouse.sts.oauth.CodeChallenge;
import io.gatehouse.sts.oauth.Prompt;
import io.gatehouse.sts.oauth.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization request that passed every check that needs no person.
 *
 * @param subject the one person that it may be about ({@code id_token_hint}, or {@code claims})
 * @param claims asked for by name
 * @param dpopKey thumbprint of the key that the code will be redeemed with
 */
record AuthorizationRequest(
    RegisteredClient client,
    ReplyAddress replyTo,
    Set<String> scopes,
    Optional<Resource> resource,
    Optional<String> nonce,
    Optional<CodeChallenge> challenge,
    Set<Prompt> prompts,
    Optional<Duration> maxAge,
    Optional<String> subject,
    ClaimsRequest claims,
    Optional<String> dpopKey,
    Wishes wishes) {

  /** How the pages may please the person. */
  record Wishes(Optional<String> loginHint, Optional<String> uiLocales) {}

  /** What the person is asked to allow. */
  Consent.Extent extent() {
    return new Consent.Extent(
        resource.map(Resource::uri), scopes, PersonClaims.beyond(scopes, claims));
  }

  /**
   * Whether an answer given before counts. RFC 8252 §8.6: an application that proves nothing and is
   * reached by an address that others can take may be another one now.
   */
  boolean isFromAKnownApplication() {
    return !client.metadata().isPublic() || replyTo.redirectUri().value().startsWith("https://");
  }

  boolean asks(Prompt prompt) {
    return prompts.contains(prompt);
  }
}
