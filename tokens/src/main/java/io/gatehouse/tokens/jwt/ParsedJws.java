package io.gatehouse.tokens.jwt;

/** What reading a token string gave: the strict compact form, or why it is not. */
public sealed interface ParsedJws permits CompactJws, ParsedJws.Malformed {

  /** A string that is no compact JWS of this product; the reason is for the operator. */
  record Malformed(String reason) implements ParsedJws {}
}
