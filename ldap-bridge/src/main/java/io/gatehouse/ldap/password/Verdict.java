package io.gatehouse.ldap.password;

/** What a bind says about a password. */
enum Verdict {
  RIGHT,
  WRONG,
  /** Right, and good for nothing but being changed. */
  MUST_CHANGE,
  /** No answer about the password at all. */
  NO_ANSWER
}
