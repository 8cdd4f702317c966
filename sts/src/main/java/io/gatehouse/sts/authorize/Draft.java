package io.gatehouse.sts.authorize;

import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.ClaimsRequest;
import io.gatehouse.sts.oauth.CodeChallenge;
import io.gatehouse.sts.oauth.Prompt;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An authorization request whose parameters were parsed and not yet judged. */
record Draft(RegisteredClient client, AskedParameters asked) {
  /** Nine digits are 31 years; more is an attempt at an overflow. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  boolean has(String name) {
    return asked.given(name).isPresent();
  }

  /** Empty when left out or not a list. */
  Optional<Set<String>> scopes() {
    return asked.given("scope").flatMap(Scopes::parse);
  }

  /** Empty when left out or malformed. */
  Optional<CodeChallenge> challenge() {
    return asked.given("code_challenge").flatMap(CodeChallenge::parse);
  }

  /** Empty when malformed; no prompt when left out. */
  Optional<Set<Prompt>> prompts() {
    return asked.given("prompt").map(Prompt::parse).orElse(Optional.of(Set.of()));
  }

  /** Empty when malformed; none when left out. */
  Optional<ClaimsRequest> claims() {
    return asked.given("claims").map(ClaimsRequest::parse).orElse(Optional.of(ClaimsRequest.NONE));
  }

  /** Empty when left out or malformed. */
  Optional<Duration> maxAge() {
    return asked
        .given("max_age")
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
