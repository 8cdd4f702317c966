package io.gatehouse.identity;

/** What is known of an owner now. */
public sealed interface OwnerState {
  /**
   * The owner may act.
   *
   * @param stale the directory is out of reach and this is the last known state
   */
  record Active(Owner owner, boolean stale) implements OwnerState {}

  /** Disabled, deleted or moved out of the base: no credential of this owner is accepted. */
  record Inactive(String reason) implements OwnerState {}

  /** Not in memory: ask again where waiting is allowed. */
  record NotLoaded() implements OwnerState {}
}
