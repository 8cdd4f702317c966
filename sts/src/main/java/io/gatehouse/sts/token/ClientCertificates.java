package io.gatehouse.sts.token;

import io.gatehouse.sts.client.CertificateTrust;
import io.gatehouse.sts.client.ClientKeySets;
import io.gatehouse.sts.client.RegisteredClient;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Clients that prove themselves by the certificate of their connection (RFC 8705 §2). */
public final class ClientCertificates {
  private final CertificateTrust trust;
  private final ClientKeySets keys;

  public ClientCertificates(CertificateTrust trust, ClientKeySets keys) {
    this.trust = trust;
    this.keys = keys;
  }

  /** §2.1: a certificate of a trusted authority, with exactly the name that was registered. */
  Optional<String> issuedObjection(RegisteredClient client, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return Optional.of("no certificate on this connection");
    }
    boolean named =
        client
            .metadata()
            .security()
            .certificate()
            .filter(subject -> subject.isIn(chain.getFirst()))
            .isPresent();
    return named
        ? trust.objection(chain)
        : Optional.of("the certificate has not the registered name");
  }

  /** §2.2: the very certificate, or its key, that was registered; nobody need have issued it. */
  Optional<String> ownObjection(RegisteredClient client, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return Optional.of("no certificate on this connection");
    }
    return keys.hold(client, chain.getFirst())
        ? Optional.empty()
        : Optional.of("the certificate is not a registered one");
  }
}
