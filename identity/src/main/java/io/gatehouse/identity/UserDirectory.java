package io.gatehouse.identity;

import java.util.Optional;

/** People and their groups. May block. */
public interface UserDirectory extends OwnerFinder {
  /**
   * The person who signs in with this name, in any spelling that the directory takes for the same.
   *
   * @throws DependencyUnavailable when no directory server answers
   */
  Optional<Owner> byLoginName(String name);
}
