package io.gatehouse.sts.client;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The authorities whose certificates clients may prove themselves by. Thread-safe; may block. */
public interface CertificateTrust {
  /**
   * Why the chain leads to none of them now; empty when it does.
   *
   * @param chain not empty; the client's own first
   * @throws io.gatehouse.identity.DependencyUnavailable when a revocation list is out of date
   */
  Optional<String> objection(List<X509Certificate> chain);
}
