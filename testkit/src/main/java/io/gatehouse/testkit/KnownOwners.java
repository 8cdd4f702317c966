package io.gatehouse.testkit;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.identity.Waiting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A directory in memory whose people a test adds, changes and removes. */
public final class KnownOwners implements OwnerStates, UserDirectory {
  private final Map<EntryUuid, Owner> owners = new ConcurrentHashMap<>();

  /** Adds or replaces an active person. */
  public Owner add(String uuid, String username, String... groups) {
    var owner =
        new Owner(
            new EntryUuid(uuid),
            username,
            AccountState.ACTIVE,
            Set.of(groups),
            Owner.Profile.EMPTY);
    owners.put(owner.id(), owner);
    return owner;
  }

  public void put(Owner owner) {
    owners.put(owner.id(), owner);
  }

  public void remove(EntryUuid id) {
    owners.remove(id);
  }

  @Override
  public OwnerState stateOf(EntryUuid id, Waiting waiting) {
    return byId(id)
        .filter(owner -> owner.state() != AccountState.DISABLED)
        .<OwnerState>map(owner -> new OwnerState.Active(owner, false))
        .orElseGet(() -> new OwnerState.Inactive("disabled or gone"));
  }

  @Override
  public Optional<Owner> byId(EntryUuid id) {
    return Optional.ofNullable(owners.get(id));
  }

  @Override
  public Optional<Owner> byAttribute(String attribute, String value) {
    return attribute.equals("uid") ? byLoginName(value) : Optional.empty();
  }

  @Override
  public Optional<Owner> byLoginName(String name) {
    return owners.values().stream().filter(owner -> owner.username().equals(name)).findFirst();
  }
}
