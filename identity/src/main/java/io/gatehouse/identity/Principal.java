package io.gatehouse.identity;

/** Who acts. The subject is what services see as {@code sub}. */
public sealed interface Principal {
  /** The stable name of the one who acts; unique per kind. */
  String subject();

  /**
   * A human being: the owner's entryUUID, or base64url SHA-256 of (iss, sub) for a foreign issuer's
   * user without a directory entry.
   */
  record Person(String subject) implements Principal {}

  /** An application or partner: its client_id. */
  record Client(String subject) implements Principal {}

  /** A service of the company, named by its certificate or key. */
  record Workload(String subject) implements Principal {}

  /** Nobody in particular; only routes that say so accept it. */
  record Anonymous() implements Principal {
    @Override
    public String subject() {
      return "anonymous";
    }
  }
}
