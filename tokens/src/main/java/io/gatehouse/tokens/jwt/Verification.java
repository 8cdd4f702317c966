package io.gatehouse.tokens.jwt;

/** The judgement of a token. */
public sealed interface Verification
    permits VerifiedJwt, Verification.Invalid, Verification.KeyUnknown {

  /** Not to be believed; the reason is for the operator and carries nothing of the token. */
  record Invalid(String reason) implements Verification {}

  /** The key set has no such key: a fresher one may. */
  record KeyUnknown(String kid) implements Verification {}
}
