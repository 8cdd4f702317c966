package io.gatehouse.ldap.watch;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.OwnerChanged.Change;
import io.gatehouse.ldap.people.Person;
import java.util.ArrayList;
import java.util.List;

/** What happened between two readings of one person. */
final class Differences {
  private Differences() {}

  static List<Change> between(Person before, Person after) {
    var changes = new ArrayList<Change>();
    if (before.account().state() != after.account().state()) {
      changes.add(entering(after.account().state()));
    }
    if (!before.groupNames().equals(after.groupNames())) {
      changes.add(Change.GROUPS_CHANGED);
    }
    if (!before.passwordStamp().equals(after.passwordStamp())) {
      changes.add(Change.PASSWORD_CHANGED);
    }
    if (!sameProfile(before, after)) {
      changes.add(Change.PROFILE_CHANGED);
    }
    return changes;
  }

  static Change entering(AccountState state) {
    return switch (state) {
      case ACTIVE -> Change.ENABLED;
      case DISABLED -> Change.DISABLED;
      case LOCKED -> Change.LOCKED;
    };
  }

  private static boolean sameProfile(Person before, Person after) {
    return before.dn().equals(after.dn())
        && before.account().username().equals(after.account().username())
        && before.account().profile().equals(after.account().profile());
  }
}
