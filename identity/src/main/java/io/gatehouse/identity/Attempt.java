package io.gatehouse.identity;

/** The answer of an {@link Authenticator}. */
public sealed interface Attempt {
  record Verified(VerifiedIdentity identity) implements Attempt {}

  record Refused(Problem problem) implements Attempt {}

  /** Not yet: the caller provides the thing waited for and asks again. */
  record Park(WaitFor reason) implements Attempt {}
}
