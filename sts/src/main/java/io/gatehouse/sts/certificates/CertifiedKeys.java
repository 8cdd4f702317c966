package io.gatehouse.sts.certificates;

import java.time.Instant;
import java.util.Optional;

/** Which public keys of signing requests were certified. May block. */
public interface CertifiedKeys {
  /**
   * The id of the last certificate for a key, live or not.
   *
   * @param key SHA-256 of its SubjectPublicKeyInfo, in base64url
   */
  Optional<String> lastCertificate(String key);

  /** Durable on return; forgotten some time after {@code end}. */
  void certified(String key, String certificate, Instant end, Instant now);
}
