package io.gatehouse.tokens.saml;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate as the carrier of a key (SAML Metadata Interoperability Profile §2.6.1): the key is
 * what is trusted. Of the rest only its beginning counts, because a key from the future is a
 * mistake; its end is for the one who renews the file.
 */
record TrustedCertificate(X509Certificate certificate) {
  private static final int SHORTEST_RSA = 2048;
  private static final int LONGEST_RSA = 8192;
  private static final int SHORTEST_CURVE = 256;

  /** Empty when the bytes are no certificate. */
  static Optional<TrustedCertificate> read(byte[] der) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      return factory.generateCertificate(new ByteArrayInputStream(der))
              instanceof X509Certificate certificate
          ? Optional.of(new TrustedCertificate(certificate))
          : Optional.empty();
    } catch (CertificateException notOne) {
      return Optional.empty();
    }
  }

  PublicKey key() {
    return certificate.getPublicKey();
  }

  /** Why its key must not be used; empty when it may. */
  Optional<String> flaw(Instant now) {
    if (certificate.getNotBefore().toInstant().isAfter(now)) {
      return Optional.of(
          "a certificate that is valid only from " + certificate.getNotBefore().toInstant());
    }
    return switch (key()) {
      case RSAPublicKey rsa -> weakness(rsa.getModulus().bitLength());
      case ECPublicKey ec
          when ec.getParams().getCurve().getField().getFieldSize() >= SHORTEST_CURVE ->
          Optional.empty();
      default ->
          Optional.of("a key of the kind " + key().getAlgorithm() + ", which is not accepted");
    };
  }

  private static Optional<String> weakness(int bits) {
    return bits < SHORTEST_RSA || bits > LONGEST_RSA
        ? Optional.of("an RSA key of " + bits + " bits; 2048 to 8192 are accepted")
        : Optional.empty();
  }
}
