package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.DN;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A person's entry as read.
 *
 * @param account the owner without groups
 * @param passwordStamp changes with the password where the directory shows it, else empty
 * @param changed the directory's own time of the last change, as written there, else empty
 */
public record Person(
    DN dn, Owner account, String passwordStamp, String changed, Set<Group> groups) {
  public Person {
    groups = Set.copyOf(groups);
  }

  public EntryUuid id() {
    return account.id();
  }

  public Person with(Set<Group> others) {
    return new Person(dn, account, passwordStamp, changed, others);
  }

  public Owner owner() {
    return new Owner(
        account.id(), account.username(), account.state(), groupNames(), account.profile());
  }

  public Set<String> groupNames() {
    return groups.stream().map(Group::name).collect(Collectors.toUnmodifiableSet());
  }
}
