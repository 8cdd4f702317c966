package io.gatehouse.identity;

import java.util.function.Consumer;

/** What was taken back before it expired. Answers from memory. */
public interface Revocations {
  /** True when the client, session, family or token was revoked. */
  boolean isRevoked(LedgerSubject subject);

  /** Events arrive in sequence, after the state that they tell of is visible here. */
  void subscribe(Consumer<LedgerEvent> listener);
}
