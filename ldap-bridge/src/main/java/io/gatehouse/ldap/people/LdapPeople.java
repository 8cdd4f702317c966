package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.ldap.connection.DirectoryConnections;
import io.gatehouse.ldap.connection.Link;
import io.gatehouse.ldap.settings.DirectorySettings.Reading;
import java.util.Optional;
import java.util.function.Function;

/** People found over LDAP. Every value goes through the typed filter, never through text. */
public final class LdapPeople implements UserDirectory {
  private static final int LONGEST_NAME = 256;

  private final DirectoryConnections connections;
  private final PeopleTree tree;
  private final Sightings sightings;

  public LdapPeople(DirectoryConnections connections, PeopleTree tree, Sightings sightings) {
    this.connections = connections;
    this.tree = tree;
    this.sightings = sightings;
  }

  @Override
  public Optional<Owner> byId(EntryUuid id) {
    return person(dialect -> dialect.has(id)).map(Person::owner);
  }

  @Override
  public Optional<Owner> byAttribute(String attribute, String value) {
    Reading.requireAttribute(attribute);
    if (tooLong(value)) {
      return Optional.empty();
    }
    return person(dialect -> Filter.createEqualityFilter(attribute, value)).map(Person::owner);
  }

  @Override
  public Optional<Owner> byLoginName(String name) {
    return signingIn(name).map(Person::owner);
  }

  /** As {@link #byLoginName}, with the distinguished name that a bind needs. */
  public Optional<Person> signingIn(String name) {
    return tooLong(name) ? Optional.empty() : person(dialect -> anyLoginName(dialect, name));
  }

  private static boolean tooLong(String value) {
    return value.isEmpty() || value.length() > LONGEST_NAME;
  }

  private static Filter anyLoginName(Dialect dialect, String name) {
    return Filter.createORFilter(
        dialect.loginAttributes().stream()
            .map(attribute -> Filter.createEqualityFilter(attribute, name))
            .toList());
  }

  private Optional<Person> person(Function<Dialect, Filter> filter) {
    var found = connections.read(link -> onLink(link, filter));
    found.ifPresent(sightings::seen);
    return found;
  }

  private Optional<Person> onLink(Link link, Function<Dialect, Filter> filter)
      throws LDAPException {
    var dialect = tree.dialects().on(link);
    var found = tree.people().only(link, dialect, filter.apply(dialect));
    if (found.isEmpty()) {
      return found;
    }
    DN dn = found.get().dn();
    return Optional.of(found.get().with(tree.groups().of(link, dialect, dn)));
  }
}
