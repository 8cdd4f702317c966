package io.gatehouse.tokens.saml;

/** What a file says about the keys of an issuer. */
public sealed interface TrustReading {
  /** Keys to trust. */
  record Trusted(IssuerKeys keys) implements TrustReading {}

  /**
   * The file cannot be used.
   *
   * @param line counts from 1
   * @param found what stands there, for the operator
   */
  record Flawed(int line, String found) implements TrustReading {}
}
