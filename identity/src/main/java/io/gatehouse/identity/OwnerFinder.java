package io.gatehouse.identity;

import java.util.Optional;

/** Finds the directory entry that a claim or certificate names. May block. */
public interface OwnerFinder {
  /**
   * @throws DependencyUnavailable when no directory server answers
   */
  Optional<Owner> byId(EntryUuid id);

  /**
   * The entry whose attribute has exactly this value; empty when there is none or more than one.
   *
   * @throws DependencyUnavailable when no directory server answers
   */
  Optional<Owner> byAttribute(String attribute, String value);
}
