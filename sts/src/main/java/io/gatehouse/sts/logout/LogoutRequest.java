package io.gatehouse.sts.logout;

import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.RedirectUri;
import io.gatehouse.tokens.jwt.Claims;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A request to sign out, as far as it could be believed.
 *
 * @param hint claims of an ID token that we issued to the client
 * @param client named by the hint or by {@code client_id}
 * @param returnTo registered by the client, character by character
 */
record LogoutRequest(
    Optional<Claims> hint,
    Optional<RegisteredClient> client,
    Optional<RedirectUri> returnTo,
    Optional<String> state) {

  /** Whether the ID token is of this session, so that the application speaks for its person. */
  boolean isAbout(String sessionId) {
    return hint.flatMap(Claims::session).equals(Optional.of(sessionId));
  }

  /**
   * Where the browser goes afterwards. A link alone, without an ID token or a click here, leads
   * only to our own applications: others could make this host an open redirector.
   */
  Optional<URI> target(boolean clicked) {
    boolean ours = client.stream().anyMatch(known -> known.metadata().firstParty());
    var target = clicked || ours || hint.isPresent() ? returnTo : Optional.<RedirectUri>empty();
    return target.map(uri -> uri.with(state.map(s -> Map.of("state", s)).orElse(Map.of())));
  }
}
