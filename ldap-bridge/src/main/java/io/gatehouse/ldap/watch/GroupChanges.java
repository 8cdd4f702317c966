package io.gatehouse.ldap.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.ldap.connection.Link;
import io.gatehouse.ldap.people.Dialect;
import io.gatehouse.ldap.people.Group;
import io.gatehouse.ldap.people.Person;
import io.gatehouse.ldap.people.Searches;
import io.gatehouse.ldap.people.Searches.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Which groups changed or went away, and whom that concerns. */
final class GroupChanges {
  private static final int MOST_MARKERS = 10_000;
  static final int PER_SEARCH = 500;
  // Change markers finer than a second: OpenLDAP, Active Directory, 389 Directory Server.
  private static final List<String> MARKERS = List.of("entryCSN", "uSNChanged", "entryusn");

  private final DN base;
  private final Cache<EntryUuid, String> markers =
      Caffeine.newBuilder().maximumSize(MOST_MARKERS).build();

  GroupChanges(DN base) {
    this.base = base;
  }

  /**
   * The groups changed since then whose change was not met before, with their members' normalised
   * names.
   */
  Map<EntryUuid, Set<String>> changed(Link link, Dialect dialect, String since, Consumer<String> at)
      throws LDAPException {
    var wanted = new ArrayList<String>(MARKERS);
    wanted.add(dialect.idAttribute());
    wanted.add(dialect.changed());
    var filter = Filter.createGreaterOrEqualFilter(dialect.changed(), since);
    var fresh = new HashMap<EntryUuid, Set<String>>();
    for (var entry : Searches.all(link, new Question(base.toString(), filter, wanted))) {
      var time = entry.getAttributeValue(dialect.changed());
      if (time != null) {
        at.accept(time);
      }
      var id = dialect.idOf(entry);
      if (id.isPresent() && fresh(id.get(), entry)) {
        fresh.put(id.get(), members(link, entry.getDN()));
      }
    }
    return fresh;
  }

  /** Without a fine marker a second change within one second cannot be told: read it again. */
  private boolean fresh(EntryUuid id, SearchResultEntry entry) {
    var marker =
        MARKERS.stream()
            .map(name -> Optional.ofNullable(entry.getAttributeValue(name)).orElse(""))
            .reduce("", (left, right) -> left + right);
    var before = markers.asMap().put(id, marker);
    return marker.isEmpty() || !marker.equals(before);
  }

  private static Set<String> members(Link link, String dn) throws LDAPException {
    var members = new HashSet<String>();
    var entry = link.connection().getEntry(dn, "member", "uniqueMember");
    if (entry == null) {
      return members;
    }
    for (var attribute : List.of("member", "uniqueMember")) {
      var values = entry.getAttributeValues(attribute);
      for (var value : values == null ? new String[0] : values) {
        normalized(value).ifPresent(members::add);
      }
    }
    return members;
  }

  private static Optional<String> normalized(String dn) {
    try {
      return Optional.of(DN.normalize(dn));
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }

  /** Whether a change of one of these groups can change this person's groups. */
  static boolean concerns(Map<EntryUuid, Set<String>> changed, Person person) {
    for (var group : changed.entrySet()) {
      var members = group.getValue();
      if (members.contains(person.dn().toNormalizedString())
          || person.groups().stream().anyMatch(held -> held.id().equals(group.getKey()))
          || person.groups().stream()
              .anyMatch(held -> members.contains(held.dn().toNormalizedString()))) {
        return true;
      }
    }
    return false;
  }

  /** Those of these groups that no longer stand where they stood: no timestamp tells of that. */
  Set<EntryUuid> missing(Link link, Dialect dialect, Collection<Group> groups)
      throws LDAPException {
    var expected = new HashMap<EntryUuid, DN>();
    groups.forEach(group -> expected.put(group.id(), group.dn()));
    var missing = new HashSet<>(expected.keySet());
    var ids = List.copyOf(expected.keySet());
    for (var from = 0; from < ids.size(); from += PER_SEARCH) {
      var part = ids.subList(from, Math.min(ids.size(), from + PER_SEARCH));
      var filter = Filter.createORFilter(part.stream().map(dialect::has).toList());
      var question = new Question(base.toString(), filter, List.of(dialect.idAttribute()));
      for (var entry : Searches.all(link, question)) {
        var id = dialect.idOf(entry);
        if (id.isPresent() && entry.getParsedDN().equals(expected.get(id.get()))) {
          missing.remove(id.get());
        }
      }
    }
    return missing;
  }
}
