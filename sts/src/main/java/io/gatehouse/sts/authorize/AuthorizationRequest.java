package io.gatehouse.sts.authorize;

import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.CodeChallenge;
import io.gatehouse.sts.oauth.Prompt;
import io.gatehouse.sts.oauth.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization request that passed every check that needs no person.
 *
 * @param hintedSubject whom the application believes to be signed in ({@code id_token_hint})
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
    Optional<String> hintedSubject,
    Wishes wishes) {

  /** How the pages may please the person. */
  record Wishes(Optional<String> loginHint, Optional<String> uiLocales) {}

  boolean asks(Prompt prompt) {
    return prompts.contains(prompt);
  }
}
