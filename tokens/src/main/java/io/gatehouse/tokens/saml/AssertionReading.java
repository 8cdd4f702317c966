package io.gatehouse.tokens.saml;

/** What was made of the bytes of an assertion. */
public sealed interface AssertionReading permits UnverifiedAssertion, AssertionReading.Unreadable {
  /**
   * @param reason private, for the decision log
   */
  record Unreadable(String reason) implements AssertionReading {}
}
