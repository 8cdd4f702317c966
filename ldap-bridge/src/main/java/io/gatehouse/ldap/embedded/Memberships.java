package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The groups that name each entry as a member: {@code memberOf}, computed. */
final class Memberships {
  private final Map<String, SortedSet<String>> groupsByMember = new HashMap<>();

  static Memberships of(Collection<? extends Entry> entries) {
    var memberships = new Memberships();
    for (var entry : entries) {
      for (var attribute : entry.getAttributes()) {
        if (Attributes.members(attribute.getName())) {
          memberships.add(Attributes.canonicalDn(entry.getDN()), attribute.getValues());
        }
      }
    }
    return memberships;
  }

  private void add(String group, String[] members) {
    for (var member : members) {
      groupsByMember.computeIfAbsent(normalized(member), _ -> new TreeSet<>()).add(group);
    }
  }

  String[] of(Entry entry) {
    var groups = groupsByMember.getOrDefault(normalized(entry.getDN()), new TreeSet<>());
    return groups.toArray(new String[0]);
  }

  private static String normalized(String dn) {
    try {
      return DN.normalize(dn);
    } catch (LDAPException e) {
      return dn;
    }
  }
}
