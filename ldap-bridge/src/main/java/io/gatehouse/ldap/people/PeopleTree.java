package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.ldap.settings.DirectorySettings;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The readers of one directory: its dialect, its people, its groups. */
public record PeopleTree(
    DN root, DN groupBase, DialectFinder dialects, PersonReader people, GroupReader groups) {

  public static PeopleTree of(DirectorySettings settings, InstantSource clock, LongSupplier nanos) {
    var tree = settings.tree();
    var groupBase = dn(tree.groups());
    return new PeopleTree(
        dn(tree.root()),
        groupBase,
        new DialectFinder(settings.reading()),
        new PersonReader(dn(tree.people()), clock),
        new GroupReader(groupBase, nanos));
  }

  private static DN dn(String text) {
    try {
      return new DN(text);
    } catch (LDAPException e) {
      throw new IllegalArgumentException("not a distinguished name: " + text, e);
    }
  }
}
