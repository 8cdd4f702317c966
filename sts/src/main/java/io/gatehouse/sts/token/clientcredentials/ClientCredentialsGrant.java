package io.gatehouse.sts.token.clientcredentials;

import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.token.Grant;
import io.gatehouse.sts.token.TokenRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** RFC 6749 §4.4: the client acts for itself, with the scopes registered for it. */
public final class ClientCredentialsGrant implements Grant {
  private final ScopeCatalog scopes;
  private final ResourceCatalog resources;
  private final RandomText random;

  public ClientCredentialsGrant(ScopeCatalog scopes, ResourceCatalog resources, RandomText random) {
    this.scopes = scopes;
    this.resources = resources;
    this.random = random;
  }

  @Override
  public GrantType type() {
    return GrantType.CLIENT_CREDENTIALS;
  }

  @Override
  public Checked<Approval> decide(TokenRequest request) {
    // RFC 6749 §4.4: only a confidential client; a name alone proves nothing.
    if (request.client().metadata().isPublic()) {
      return Checked.refused(
          Refusal.of(OAuthError.UNAUTHORIZED_CLIENT, "A public client cannot act for itself."));
    }
    Set<String> possible = possible(request.client());
    Set<String> wanted = request.scopes().orElse(possible);
    if (wanted.isEmpty() || !possible.containsAll(wanted)) {
      return Checked.refused(
          Refusal.of(OAuthError.INVALID_SCOPE, "A scope is not registered for this client."));
    }
    return switch (resources.select(request.form().all("resource"), wanted)) {
      case ResourceCatalog.Selection.Refused(var refusal) -> Checked.refused(refusal);
      case ResourceCatalog.Selection.Chosen(var resource) ->
          Checked.passed(approval(request, wanted, resource.map(chosen -> chosen.uri())));
    };
  }

  /** OpenID Connect's own scopes speak of a person, and there is none. */
  private Set<String> possible(RegisteredClient client) {
    return ScopeCatalog.ofResources(client.metadata().scopes()).stream()
        .filter(scopes::knows)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Approval approval(TokenRequest request, Set<String> wanted, Optional<String> resource) {
    String id = random.id();
    return new Approval(
        request.client(),
        id,
        id,
        wanted,
        resource,
        Optional.empty(),
        Optional.empty(),
        request.binding(),
        new Approval.Refresh.None());
  }
}
