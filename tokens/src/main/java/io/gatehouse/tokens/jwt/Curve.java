package io.gatehouse.tokens.jwt;

import java.util.Arrays;
import java.util.HexFormat;

/** The NIST curves of RFC 7518, with what is needed to judge the two halves of a signature. */
enum Curve {
  P256("P-256", "secp256r1", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  P384(
      "P-384",
      "secp384r1",
      "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
          + "581a0db248b0a77aecec196accc52973"),
  P521(
      "P-521",
      "secp521r1",
      "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409");

  private final String word;
  private final String jcaName;
  private final String order;

  Curve(String word, String jcaName, String order) {
    this.word = word;
    this.jcaName = jcaName;
    this.order = order;
  }

  /** The value of {@code crv}. */
  String word() {
    return word;
  }

  String jcaName() {
    return jcaName;
  }

  byte[] order() {
    return HexFormat.of().parseHex(order);
  }

  /**
   * RFC 7518 §3.4: r and s side by side, each as long as the order and within 1..order-1. Zero or
   * the order itself is what a broken verifier takes for a proof.
   */
  static boolean isSignatureShape(byte[] signature, byte[] order) {
    int half = order.length;
    return signature.length == 2 * half
        && isInRange(Arrays.copyOfRange(signature, 0, half), order)
        && isInRange(Arrays.copyOfRange(signature, half, 2 * half), order);
  }

  private static boolean isInRange(byte[] number, byte[] order) {
    return !Arrays.equals(number, new byte[order.length])
        && Arrays.compareUnsigned(number, order) < 0;
  }
}
