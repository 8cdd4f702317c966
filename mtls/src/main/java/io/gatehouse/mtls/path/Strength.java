package io.gatehouse.mtls.path;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.Set;

/** Which keys and signatures count; what is not named here does not. */
final class Strength {
  private static final Set<String> SIGNATURES =
      Set.of(
          "SHA256withRSA",
          "SHA384withRSA",
          "SHA512withRSA",
          "SHA256withECDSA",
          "SHA384withECDSA",
          "SHA512withECDSA",
          "Ed25519",
          "Ed448",
          "EdDSA");
  private static final Set<String> HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");
  private static final String PSS = "RSASSA-PSS";
  private static final int LEAST_RSA_BITS = 2048;
  // A longer one is nobody's key: it is work for whoever verifies with it.
  private static final int MOST_RSA_BITS = 8192;
  private static final int MOST_EXPONENT_BITS = 64;
  private static final int LEAST_EC_BITS = 256;

  private Strength() {}

  /** What is wrong with a key; empty when it is strong. */
  static Optional<String> weakness(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> weakness(rsa.getModulus(), rsa.getPublicExponent());
      case ECPublicKey ec ->
          ec.getParams().getCurve().getField().getFieldSize() >= LEAST_EC_BITS
              ? Optional.empty()
              : Optional.of("an EC key of less than " + LEAST_EC_BITS + " bits");
      case EdECPublicKey ed -> Optional.empty();
      default -> Optional.of("a key of the kind " + key.getAlgorithm());
    };
  }

  private static Optional<String> weakness(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
      return Optional.of("an RSA key of " + bits + " bits");
    }
    boolean usual =
        exponent.testBit(0)
            && exponent.compareTo(BigInteger.ONE) > 0
            && exponent.bitLength() <= MOST_EXPONENT_BITS;
    return usual ? Optional.empty() : Optional.of("an RSA key with an unusual exponent");
  }

  /** What is wrong with the signature of a certificate. */
  static Optional<String> weakSignature(X509Certificate certificate) {
    return weakSignature(certificate.getSigAlgName(), certificate.getSigAlgParams());
  }

  static Optional<String> weakSignature(X509CRL list) {
    return weakSignature(list.getSigAlgName(), list.getSigAlgParams());
  }

  private static Optional<String> weakSignature(
      String algorithm, byte @org.jspecify.annotations.Nullable [] parameters) {
    boolean strong =
        algorithm.equals(PSS)
            ? parameters != null && isStrongPss(parameters)
            : SIGNATURES.contains(algorithm);
    return strong ? Optional.empty() : Optional.of("a signature by " + algorithm);
  }

  private static boolean isStrongPss(byte[] encoded) {
    try {
      var parameters = AlgorithmParameters.getInstance(PSS);
      parameters.init(encoded);
      return HASHES.contains(
          parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
    } catch (GeneralSecurityException | IOException unreadable) {
      return false;
    }
  }
}
