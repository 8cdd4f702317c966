package io.gatehouse.identity;

import java.util.Optional;
import java.util.Set;

/**
 * The directory entry that a credential stands on, as last read.
 *
 * @param groups names of the groups below the configured group base, nested ones included
 */
public record Owner(
    EntryUuid id, String username, AccountState state, Set<String> groups, Profile profile) {
  public Owner {
    groups = Set.copyOf(groups);
  }

  /** What the scopes {@code profile} and {@code email} may show of a person (OIDC Core §5.1). */
  public record Profile(
      Optional<String> name,
      Optional<String> givenName,
      Optional<String> familyName,
      Optional<String> email) {
    public static final Profile EMPTY =
        new Profile(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
