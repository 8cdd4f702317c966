package io.gatehouse.tokens.jwt;

/** What reading a JWK Set document gave: the usable keys, or why it is no key set at all. */
public sealed interface ParsedKeySet permits KeySet, ParsedKeySet.Malformed {

  /** A document that is not a JWK Set. */
  record Malformed(String reason) implements ParsedKeySet {}
}
