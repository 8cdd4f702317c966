package io.gatehouse.sts;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.SecondFactors;
import java.util.HashSet;
import java.util.Set;

/** Second factors that a test enrols. */
public final class EnrolledOwners implements SecondFactors {
  public final Set<EntryUuid> owners = new HashSet<>();

  @Override
  public boolean enrolled(EntryUuid owner) {
    return owners.contains(owner);
  }
}
