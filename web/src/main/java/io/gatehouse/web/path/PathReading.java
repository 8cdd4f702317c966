package io.gatehouse.web.path;

/** What came of reading a path: the path, or why it cannot be trusted to mean one thing. */
public sealed interface PathReading {
  /** The path means one thing to everyone who reads it. */
  record Canonical(CanonicalPath path) implements PathReading {}

  /** The path could be read in two ways; the reason is for the operator. */
  record Ambiguous(String reason) implements PathReading {}
}
