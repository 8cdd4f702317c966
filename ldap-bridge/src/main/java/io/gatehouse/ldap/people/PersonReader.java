package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.Owner.Profile;
import io.gatehouse.ldap.connection.Link;
import io.gatehouse.ldap.people.Searches.Question;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads people's entries, without their groups. */
public final class PersonReader {
  private static final List<String> PROFILE =
      List.of("cn", "displayName", "givenName", "sn", "mail");
  private static final List<String> PASSWORD_STAMPS = List.of("pwdChangedTime", "pwdLastSet");

  private final DN base;
  private final AccountStates states;

  PersonReader(DN base, InstantSource clock) {
    this.base = base;
    this.states = new AccountStates(clock);
  }

  /** The one person that the filter finds; none when it finds several. */
  Optional<Person> only(Link link, Dialect dialect, Filter filter) throws LDAPException {
    var found = Searches.few(link, question(dialect, filter), 2);
    return found.size() == 1 ? read(dialect, found.getFirst()) : Optional.empty();
  }

  /** Fails when the people base is not there or may not be read. */
  public void requireBase(Link link) throws LDAPException {
    if (link.connection().getEntry(base.toString(), "1.1") == null) {
      throw new LDAPException(
          ResultCode.NO_SUCH_OBJECT, "the people base " + base + " cannot be read");
    }
  }

  /** When the directory says each person last changed. */
  public List<String> changes(Link link, Dialect dialect) throws LDAPException {
    return Searches.changes(link, dialect, base);
  }

  /** Those of these people who are still below the people base. */
  public List<Person> present(Link link, Dialect dialect, Collection<EntryUuid> ids)
      throws LDAPException {
    return all(link, dialect, Filter.createORFilter(ids.stream().map(dialect::has).toList()));
  }

  public List<Person> all(Link link, Dialect dialect, Filter filter) throws LDAPException {
    var people = new ArrayList<Person>();
    for (var entry : Searches.all(link, question(dialect, filter))) {
      read(dialect, entry).ifPresent(people::add);
    }
    return people;
  }

  private Question question(Dialect dialect, Filter filter) {
    return new Question(
        base.toString(), Filter.createANDFilter(filter, dialect.people()), attributes(dialect));
  }

  private static List<String> attributes(Dialect dialect) {
    var wanted = new ArrayList<String>(PROFILE);
    wanted.addAll(AccountStates.ATTRIBUTES);
    wanted.addAll(PASSWORD_STAMPS);
    wanted.addAll(dialect.loginAttributes());
    wanted.add(dialect.idAttribute());
    wanted.add(dialect.changed());
    return wanted;
  }

  private Optional<Person> read(Dialect dialect, SearchResultEntry entry) throws LDAPException {
    var dn = entry.getParsedDN();
    var id = dialect.idOf(entry);
    if (id.isEmpty() || !dn.isDescendantOf(base, false)) {
      return Optional.empty();
    }
    var username =
        AttributeText.first(entry, dialect.loginAttributes().getFirst()).orElse(id.get().value());
    var account = new Owner(id.get(), username, states.of(entry), Set.of(), profile(entry));
    var changed = AttributeText.first(entry, dialect.changed()).orElse("");
    return Optional.of(new Person(dn, account, passwordStamp(entry), changed, Set.of()));
  }

  private static Profile profile(SearchResultEntry entry) {
    return new Profile(
        AttributeText.first(entry, "displayName").or(() -> AttributeText.first(entry, "cn")),
        AttributeText.first(entry, "givenName"),
        AttributeText.first(entry, "sn"),
        AttributeText.mail(entry));
  }

  private static String passwordStamp(SearchResultEntry entry) {
    return PASSWORD_STAMPS.stream()
        .map(attribute -> AttributeText.first(entry, attribute).orElse(""))
        .reduce("", String::concat);
  }
}
