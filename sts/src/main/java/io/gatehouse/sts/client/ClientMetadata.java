package io.gatehouse.sts.client;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.RedirectUri;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client registered, validated (RFC 7591 §2).
 *
 * @param scopes the most it can be given; all of them when a request names none
 * @param requirePkce always true for public clients
 * @param certificateBoundTokens every token is bound to the certificate it was asked for with
 * @param logoutCall where it is told of ended sessions
 * @param firstParty ours: no consent page
 * @param resources uris of the resources that it serves, about whose tokens it may ask
 * @param security its keys, and what its requests must do
 * @param owner the directory entry it stands on and stops with
 */
public record ClientMetadata(
    String clientName,
    List<RedirectUri> redirectUris,
    Set<GrantType> grantTypes,
    Set<String> responseTypes,
    Set<String> scopes,
    AuthenticationMethod authenticationMethod,
    boolean requirePkce,
    IdTokenAlgorithm idTokenAlgorithm,
    List<RedirectUri> postLogoutRedirectUris,
    Optional<LogoutCall> logoutCall,
    boolean certificateBoundTokens,
    boolean firstParty,
    Set<String> resources,
    ClientSecurity security,
    Optional<EntryUuid> owner) {
  public ClientMetadata {
    redirectUris = List.copyOf(redirectUris);
    grantTypes = Set.copyOf(grantTypes);
    responseTypes = Set.copyOf(responseTypes);
    scopes = Set.copyOf(scopes);
    resources = Set.copyOf(resources);
    postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
  }

  /** The same, of a client that nobody of the company looked at. */
  public ClientMetadata registeredByItself() {
    return new ClientMetadata(
        clientName,
        redirectUris,
        grantTypes,
        responseTypes,
        scopes,
        authenticationMethod,
        requirePkce,
        idTokenAlgorithm,
        postLogoutRedirectUris,
        logoutCall,
        certificateBoundTokens,
        firstParty,
        resources,
        security.registeredByItself(),
        owner);
  }

  public boolean isPublic() {
    return authenticationMethod == AuthenticationMethod.NONE;
  }
}
