package io.gatehouse.identity;

/** Whether an owner has a second factor; password-only doors refuse those who have. */
public interface SecondFactors {
  boolean enrolled(EntryUuid owner);
}
