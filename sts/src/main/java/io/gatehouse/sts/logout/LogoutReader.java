package io.gatehouse.sts.logout;

import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.oauth.RedirectUri;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.web.endpoint.Parameters;
import java.util.Optional;

/** Reads requests to sign out. What does not hold together is refused as a whole. */
final class LogoutReader {
  private final Clients clients;
  private final OwnTokens tokens;

  LogoutReader(Clients clients, OwnTokens tokens) {
    this.clients = clients;
    this.tokens = tokens;
  }

  /** Empty when a hint is not ours, names another client, or the target is not registered. */
  Optional<LogoutRequest> read(Parameters parameters) {
    var hint = parameters.given("id_token_hint").flatMap(tokens::idTokenHint);
    if (parameters.given("id_token_hint").isPresent() && hint.isEmpty()) {
      return Optional.empty();
    }
    var hinted = hint.flatMap(claims -> claims.audience().stream().findFirst());
    var named = parameters.given("client_id");
    if (hinted.isPresent() && named.isPresent() && !hinted.equals(named)) {
      return Optional.empty();
    }
    var client = hinted.or(() -> named).flatMap(clients::find);
    return withTarget(parameters, hint, client);
  }

  private static Optional<LogoutRequest> withTarget(
      Parameters parameters, Optional<Claims> hint, Optional<RegisteredClient> client) {
    var wanted = parameters.given("post_logout_redirect_uri");
    var target = client.flatMap(known -> wanted.flatMap(uri -> registered(known, uri)));
    return wanted.isPresent() && target.isEmpty()
        ? Optional.empty()
        : Optional.of(new LogoutRequest(hint, client, target, parameters.given("state")));
  }

  private static Optional<RedirectUri> registered(RegisteredClient client, String sent) {
    return client.metadata().postLogoutRedirectUris().stream()
        .filter(registered -> registered.value().equals(sent))
        .findFirst();
  }
}
