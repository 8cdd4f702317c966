package io.gatehouse.identity;

/**
 * The state of owners for those who verify credentials.
 *
 * <p>Answers from memory; with {@link Waiting#ALLOWED} it reads the directory first when it must.
 */
public interface OwnerStates {
  /**
   * @throws DependencyUnavailable when the owner is unknown here and the directory cannot be asked,
   *     or the last known state is older than {@code directory.stale_for}
   */
  OwnerState stateOf(EntryUuid owner, Waiting waiting);
}
