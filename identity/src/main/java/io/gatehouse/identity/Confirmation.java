package io.gatehouse.identity;

/** The key that a bound credential must be presented with (RFC 7800). */
public sealed interface Confirmation {
  /** RFC 8705 §3.1: base64url SHA-256 of the client certificate. */
  record Certificate(String thumbprint) implements Confirmation {}

  /** RFC 9449 §6.1: RFC 7638 thumbprint of the DPoP key. */
  record DpopKey(String thumbprint) implements Confirmation {}
}
