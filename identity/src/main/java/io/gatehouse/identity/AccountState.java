package io.gatehouse.identity;

/** What the directory says of an account. */
public enum AccountState {
  ACTIVE,
  /** Switched off by an administrator: every credential of the owner stops. */
  DISABLED,
  /** Locked for a while after failed logins: stops new logins, not existing credentials. */
  LOCKED
}
