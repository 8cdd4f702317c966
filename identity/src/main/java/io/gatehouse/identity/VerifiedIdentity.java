package io.gatehouse.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The principal with how, when and how strongly it was proven, and what the credential allows.
 *
 * @param authorizedParty public id of the client, key or certificate ({@code azp})
 * @param expiresAt end of the credential's own life; nothing derived from it lives longer
 * @param tokenId the credential's own id when it has one ({@code jti}); named in decision lines
 * @param session the STS session that the credential came from
 * @param confirmation the key that must be proven beside the credential (RFC 7800)
 * @param actors who acts for the principal, the newest first (RFC 8693 §4.1); usually nobody
 */
public record VerifiedIdentity(
    Principal principal,
    Optional<EntryUuid> owner,
    CredentialKind kind,
    String authorizedParty,
    Authentication authentication,
    Authority authority,
    Instant expiresAt,
    Optional<String> tokenId,
    Optional<String> session,
    Optional<Confirmation> confirmation,
    boolean stale,
    List<String> actors) {

  public VerifiedIdentity {
    actors = List.copyOf(actors);
  }

  /** One whom nobody stands in for. */
  public VerifiedIdentity(
      Principal principal,
      Optional<EntryUuid> owner,
      CredentialKind kind,
      String party,
      Authentication how,
      Authority authority,
      Instant end,
      Optional<String> token,
      Optional<String> session,
      Optional<Confirmation> key,
      boolean stale) {
    this(principal, owner, kind, party, how, authority, end, token, session, key, stale, List.of());
  }

  /** How the principal was authenticated: RFC 8176 methods, and the login's class and time. */
  public record Authentication(
      List<String> methods, Optional<String> contextClass, Optional<Instant> time) {
    public Authentication {
      methods = List.copyOf(methods);
    }

    public static Authentication by(String method) {
      return new Authentication(List.of(method), Optional.empty(), Optional.empty());
    }
  }

  /**
   * What the credential allows at most.
   *
   * @param audiences the resources it is good for; empty Optional: not bound to a resource
   * @param routes names of the only routes it is good for; empty: every route
   */
  public record Authority(
      Set<String> scopes, Set<String> groups, Optional<Set<String>> audiences, Set<String> routes) {
    public Authority {
      scopes = Set.copyOf(scopes);
      groups = Set.copyOf(groups);
      audiences = audiences.map(Set::copyOf);
      routes = Set.copyOf(routes);
    }
  }
}
