package io.gatehouse.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger's entry for an issued credential, as those who verify it need it.
 *
 * @param id public id: of the API key, the HMAC key id, the AWS access key id, the certificate
 * @param verifier what the proof is checked against: a keyed hash for API keys, the root for HMAC
 * @param verifierVersion of the pepper or wrapping that the verifier was made under
 */
public record CredentialRecord(
    CredentialKind kind,
    String id,
    Optional<EntryUuid> owner,
    Set<String> scopes,
    Restrictions restrictions,
    Secret verifier,
    int verifierVersion,
    Instant expiresAt,
    State state) {
  public CredentialRecord {
    scopes = Set.copyOf(scopes);
  }

  /** Whether the credential may still be used. */
  public enum State {
    ACTIVE,
    REVOKED
  }

  /**
   * Where the credential may be used.
   *
   * @param routes names of routes; empty: all
   * @param networks CIDR blocks that the peer must be in; empty: all
   */
  public record Restrictions(Set<String> routes, List<String> networks) {
    public static final Restrictions NONE = new Restrictions(Set.of(), List.of());

    public Restrictions {
      routes = Set.copyOf(routes);
      networks = List.copyOf(networks);
    }
  }
}
