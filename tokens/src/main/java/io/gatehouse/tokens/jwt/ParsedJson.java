package io.gatehouse.tokens.jwt;

/** What reading a JSON text gave: a value, or why it is none. */
public sealed interface ParsedJson permits Json, ParsedJson.Malformed {

  /** A text that is not the one JSON value it should be. */
  record Malformed(String reason) implements ParsedJson {}
}
