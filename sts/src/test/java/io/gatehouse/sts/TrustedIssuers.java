package io.gatehouse.sts;

import io.gatehouse.sts.client.CertificateTrust;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Trust in whatever certificates a test names. */
public final class TrustedIssuers implements CertificateTrust {
  public final Set<X509Certificate> trusted = new HashSet<>();

  @Override
  public Optional<String> objection(List<X509Certificate> chain) {
    return trusted.contains(chain.getFirst())
        ? Optional.empty()
        : Optional.of("no path to an authority");
  }
}
