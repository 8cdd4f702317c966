package io.gatehouse.tokens.saml;

/** The judgement over an assertion. */
public sealed interface AssertionVerdict permits VerifiedAssertion, AssertionVerdict.Invalid {
  /**
   * @param reason private, for the decision log
   */
  record Invalid(String reason) implements AssertionVerdict {}
}
