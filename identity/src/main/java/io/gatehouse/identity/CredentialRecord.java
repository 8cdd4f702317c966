package io.gatehouse.identity;

import java.math.BigInteger;
import java.net.InetAddress;
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
      networks.forEach(Restrictions::prefix);
    }

    /** True when the peer is in one of the networks, or none is named. */
    public boolean admits(InetAddress peer) {
      var address = peer.getAddress();
      return networks.isEmpty()
          || networks.stream().map(Restrictions::prefix).anyMatch(p -> p.contains(address));
    }

    private static Prefix prefix(String cidr) {
      int slash = cidr.indexOf('/');
      var network = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash)).getAddress();
      int bits = slash < 0 ? network.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
      return new Prefix(new BigInteger(1, network), network.length, network.length * 8 - bits);
    }

    private record Prefix(BigInteger network, int length, int shift) {
      Prefix {
        if (shift < 0 || shift > length * 8) {
          throw new IllegalArgumentException("not a CIDR block");
        }
      }

      boolean contains(byte[] address) {
        return address.length == length
            && new BigInteger(1, address).shiftRight(shift).equals(network.shiftRight(shift));
      }
    }
  }
}
