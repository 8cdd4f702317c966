package io.gatehouse.sts.certificates;

import io.gatehouse.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes certificates and revocation lists with the authority's key. */
public interface CertificateMaker {
  /**
   * @param name shown in the certificate
   * @param signingRequest PKCS#10 in PEM; empty: a key is made for the holder
   */
  Made make(String name, Optional<String> signingRequest, Instant end);

  /**
   * @param revoked when, by the ids of the certificates
   * @param number above that of every list before
   * @return DER
   */
  byte[] revocationList(Map<String, Instant> revoked, long number, Duration life);

  /** What came of an order. */
  sealed interface Made {
    /**
     * @param certificate PEM
     * @param fingerprint SHA-256 of the certificate
     * @param publicKey SHA-256 of its SubjectPublicKeyInfo, in base64url
     * @param key PEM, when it was made here
     */
    record Certified(
        String id, String certificate, Secret fingerprint, String publicKey, Optional<Secret> key)
        implements Made {}

    /**
     * @param why a sentence for whoever asked
     */
    record Refused(String why) implements Made {}
  }
}
