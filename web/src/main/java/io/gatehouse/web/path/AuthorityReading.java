package io.gatehouse.web.path;

/** What came of reading a host with its port. */
public sealed interface AuthorityReading {
  /** The authority in its one spelling. */
  record Canonical(Authority authority) implements AuthorityReading {}

  /** Not an authority; the reason is for the operator. */
  record Malformed(String reason) implements AuthorityReading {}
}
