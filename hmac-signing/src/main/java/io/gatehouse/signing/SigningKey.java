package io.gatehouse.signing;

/** What a caller signs with. */
public sealed interface SigningKey permits HmacKey, SigV4Credentials {
  /** The public id. */
  String id();
}
