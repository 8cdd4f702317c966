package io.gatehouse.sts.client;

import io.gatehouse.tokens.jwt.JwsAlgorithm;
import java.util.Optional;
import java.util.Set;

/**
 * What a client registered beyond names and addresses: its keys, and what its requests must do.
 *
 * @param keys its public keys
 * @param certificate the name in its certificate (RFC 8705 §2.1)
 * @param assertionAlgorithm the one of its assertions; empty: any that fits the key
 * @param requestAlgorithm the one of its request objects; empty: any that fits the key
 * @param signedRequests every authorization request is a signed object (RFC 9101 §10.5)
 * @param pushedRequests every authorization request is pushed first (RFC 9126 §6)
 * @param dpopBound every access token is bound to a DPoP key (RFC 9449 §5.2)
 * @param fapi held to the FAPI 2.0 security profile
 * @param selfRegistered nobody of the company looked at it: its addresses are not trusted
 */
public record ClientSecurity(
    Optional<ClientKeys> keys,
    Optional<CertificateSubject> certificate,
    Optional<JwsAlgorithm> assertionAlgorithm,
    Optional<JwsAlgorithm> requestAlgorithm,
    boolean signedRequests,
    boolean pushedRequests,
    boolean dpopBound,
    boolean fapi,
    boolean selfRegistered) {
  /** Nothing of it. */
  public static final ClientSecurity NONE =
      new ClientSecurity(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          false,
          false,
          false);

  /** The algorithms that a client may sign with. */
  public static final Set<JwsAlgorithm> ALGORITHMS =
      Set.of(JwsAlgorithm.ES256, JwsAlgorithm.PS256, JwsAlgorithm.RS256, JwsAlgorithm.EDDSA);

  /** FAPI 2.0 Security Profile §5.4.1: those of them that the profile allows. */
  public static final Set<JwsAlgorithm> FAPI_ALGORITHMS =
      Set.of(JwsAlgorithm.ES256, JwsAlgorithm.PS256, JwsAlgorithm.EDDSA);

  /** Which algorithms are taken from this client, when it registered none in particular. */
  public Set<JwsAlgorithm> algorithms() {
    return fapi ? FAPI_ALGORITHMS : ALGORITHMS;
  }

  /** The same client as one that nobody of the company looked at. */
  public ClientSecurity registeredByItself() {
    return new ClientSecurity(
        keys,
        certificate,
        assertionAlgorithm,
        requestAlgorithm,
        signedRequests,
        pushedRequests,
        dpopBound,
        fapi,
        true);
  }
}
