package io.gatehouse.identity;

/** The directory changed under an owner. */
public record OwnerChanged(EntryUuid owner, Change change) {
  /** What happened; the reader loads the new state where it needs it. */
  public enum Change {
    DISABLED,
    LOCKED,
    ENABLED,
    DELETED,
    OUT_OF_SCOPE,
    GROUPS_CHANGED,
    PROFILE_CHANGED,
    PASSWORD_CHANGED
  }
}
