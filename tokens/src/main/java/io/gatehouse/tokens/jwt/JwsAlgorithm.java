package io.gatehouse.tokens.jwt;

import java.util.Arrays;
import java.util.Optional;

/**
 * The signature algorithms of this product. There is no symmetric one and no "none", so a token can
 * never choose them (RFC 8725 §3.1).
 */
public enum JwsAlgorithm {
  RS256("RS256", "RSA", "SHA256withRSA", 256),
  RS384("RS384", "RSA", "SHA384withRSA", 384),
  RS512("RS512", "RSA", "SHA512withRSA", 512),
  PS256("PS256", "RSA", "RSASSA-PSS", 256),
  PS384("PS384", "RSA", "RSASSA-PSS", 384),
  PS512("PS512", "RSA", "RSASSA-PSS", 512),
  ES256("ES256", "EC", "SHA256withECDSAinP1363Format", 256),
  ES384("ES384", "EC", "SHA384withECDSAinP1363Format", 384),
  ES512("ES512", "EC", "SHA512withECDSAinP1363Format", 512),
  EDDSA("EdDSA", "OKP", "Ed25519", 512);

  private final String word;
  private final String keyType;
  private final String jcaName;
  private final int hashBits;

  JwsAlgorithm(String word, String keyType, String jcaName, int hashBits) {
    this.word = word;
    this.keyType = keyType;
    this.jcaName = jcaName;
    this.hashBits = hashBits;
  }

  /** The value of {@code alg}; RFC 7515 §4.1.1: case-sensitive. */
  public static Optional<JwsAlgorithm> named(String word) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.word.equals(word)).findFirst();
  }

  /** The value of {@code alg}. */
  public String word() {
    return word;
  }

  /** The value of {@code kty} that a key for this algorithm has. */
  public String keyType() {
    return keyType;
  }

  String jcaName() {
    return jcaName;
  }

  int hashBits() {
    return hashBits;
  }

  boolean isPss() {
    return jcaName.equals("RSASSA-PSS");
  }

  /** RFC 7518 §3.4: each ECDSA algorithm belongs to one curve. */
  Optional<Curve> curve() {
    return switch (this) {
      case ES256 -> Optional.of(Curve.P256);
      case ES384 -> Optional.of(Curve.P384);
      case ES512 -> Optional.of(Curve.P521);
      case RS256, RS384, RS512, PS256, PS384, PS512, EDDSA -> Optional.empty();
    };
  }
}
