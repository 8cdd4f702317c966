package io.gatehouse.mtls;

import java.security.PrivateKey;
import java.security.PublicKey;

/** The kinds of keys that certificates here may have. */
enum KeyKind {
  RSA("RSA", "SHA256withRSA"),
  EC("EC", "SHA256withECDSA"),
  ED25519("Ed25519", "Ed25519");

  private final String jcaName;
  private final String signature;

  KeyKind(String jcaName, String signature) {
    this.jcaName = jcaName;
    this.signature = signature;
  }

  /** The kind of a certificate's or a file's key. */
  static KeyKind of(PublicKey key) {
    return named(key.getAlgorithm());
  }

  static KeyKind of(PrivateKey key) {
    return named(key.getAlgorithm());
  }

  private static KeyKind named(String algorithm) {
    return switch (algorithm) {
      case "RSA", "RSASSA-PSS" -> RSA;
      case "EC" -> EC;
      case "EdDSA", "Ed25519" -> ED25519;
      default -> throw new IllegalArgumentException("no such kind of key");
    };
  }

  String jcaName() {
    return jcaName;
  }

  /** A signature algorithm that fits. */
  String signature() {
    return signature;
  }

  /** What JSSE calls a key of this kind when it looks for a server's. */
  boolean isAskedForAs(String keyType) {
    return switch (this) {
      case RSA -> keyType.equals("RSA") || keyType.equals("RSASSA-PSS");
      case EC -> keyType.equals("EC") || keyType.equals("EC_EC");
      case ED25519 -> keyType.equals("EdDSA") || keyType.equals("Ed25519");
    };
  }
}
