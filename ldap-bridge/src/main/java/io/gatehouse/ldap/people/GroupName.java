package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The name that policies know a group by; the rule stands in this package's description. */
final class GroupName {
  private GroupName() {}

  static Optional<String> of(DN group, DN base) {
    if (!group.isDescendantOf(base, false)) {
      return Optional.empty();
    }
    var names = group.getRDNs();
    if (!names[0].getAttributeNames()[0].equalsIgnoreCase("cn")) {
      return Optional.empty();
    }
    var path = new ArrayList<String>();
    for (var name : List.of(names).subList(0, names.length - base.getRDNs().length)) {
      if (!plain(name)) {
        return Optional.empty();
      }
      path.add(name.getAttributeValues()[0]);
    }
    Collections.reverse(path);
    return Optional.of(String.join("/", path));
  }

  private static boolean plain(RDN name) {
    var value = name.getAttributeValues()[0];
    return !name.isMultiValued() && AttributeText.fit(value) && value.indexOf('/') < 0;
  }
}
