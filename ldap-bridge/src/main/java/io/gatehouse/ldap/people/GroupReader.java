package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.ldap.connection.Link;
import io.gatehouse.ldap.connection.Outage;
import io.gatehouse.ldap.people.Searches.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the groups that name an entry as member, and the groups that name those.
 *
 * <p>The groups' own member lists are the truth; {@code memberOf} of a person is not read, since
 * some directories let it go stale and others let people write it. Nor are whole member lists read,
 * which Active Directory gives in ranges: the server is asked whom a list names.
 */
public final class GroupReader {
  private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);
  // LDAP_MATCHING_RULE_IN_CHAIN: Active Directory walks the nesting itself.
  private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";
  private static final int DEEPEST = 10;
  private static final int MOST = 5_000;
  private static final long LONGEST = Duration.ofSeconds(2).toNanos();
  private static final int NAMES_PER_SEARCH = 100;

  private final DN base;
  private final LongSupplier nanos;

  GroupReader(DN base, LongSupplier nanos) {
    this.base = base;
    this.nanos = nanos;
  }

  /**
   * Every group of this entry, or none at all (and a line in the log) when they are nested deeper
   * than 10 or more than 5,000: a part of the answer is not passed off as the whole.
   */
  public Set<Group> of(Link link, Dialect dialect, DN member) throws LDAPException {
    var walk = new Walk(nanos.getAsLong() + LONGEST, new LinkedHashMap<>(), new HashSet<>());
    var level = start(link, dialect, member, walk);
    for (var depth = 0; !level.isEmpty(); depth++) {
      if (depth > DEEPEST || walk.seen().size() > MOST) {
        LOG.warn("groups of {} are too many or nested too deep; none is given", member);
        return Set.of();
      }
      level = next(link, dialect, level, walk);
    }
    return Set.copyOf(walk.found().values());
  }

  // A primary group names no members, so that nobody finds it by asking for them.
  private List<DN> start(Link link, Dialect dialect, DN member, Walk walk) throws LDAPException {
    var first = new ArrayList<>(List.of(member));
    var primary = dialect.chained() ? PrimaryGroup.of(link, member) : Optional.<Filter>empty();
    if (primary.isPresent()) {
      var attributes = List.of(dialect.idAttribute());
      var question = new Question(base.toString(), primary.get(), attributes);
      for (var entry : Searches.few(link, question, 1)) {
        keep(dialect, entry, walk, first);
      }
    }
    return first;
  }

  /** When the directory says each group last changed. */
  public List<String> changes(Link link, Dialect dialect) throws LDAPException {
    return Searches.changes(link, dialect, base);
  }

  private List<DN> next(Link link, Dialect dialect, List<DN> members, Walk walk)
      throws LDAPException {
    var fresh = new ArrayList<DN>();
    for (var from = 0; from < members.size(); from += NAMES_PER_SEARCH) {
      if (nanos.getAsLong() - walk.deadline() > 0) {
        throw Outage.because("reading the groups of one entry took more than two seconds");
      }
      var part = members.subList(from, Math.min(members.size(), from + NAMES_PER_SEARCH));
      for (var entry : Searches.few(link, question(dialect, part), MOST + 1)) {
        keep(dialect, entry, walk, fresh);
      }
    }
    return dialect.chained() && walk.seen().size() <= MOST ? List.of() : fresh;
  }

  private void keep(Dialect dialect, SearchResultEntry entry, Walk walk, Collection<DN> fresh)
      throws LDAPException {
    var dn = entry.getParsedDN();
    // Seen by normalised name: a loop of groups ends here.
    if (!dn.isDescendantOf(base, false) || !walk.seen().add(dn.toNormalizedString())) {
      return;
    }
    fresh.add(dn);
    var id = dialect.idOf(entry);
    var name = GroupName.of(dn, base);
    if (id.isPresent() && name.isPresent()) {
      walk.found().put(dn.toNormalizedString(), new Group(id.get(), dn, name.get()));
    }
  }

  private Question question(Dialect dialect, List<DN> members) {
    var any = new ArrayList<Filter>();
    for (var member : members) {
      if (dialect.chained()) {
        any.add(Filter.createExtensibleMatchFilter("member", IN_CHAIN, false, member.toString()));
      } else {
        any.add(Filter.createEqualityFilter("member", member.toString()));
        any.add(Filter.createEqualityFilter("uniqueMember", member.toString()));
      }
    }
    return new Question(
        base.toString(), Filter.createORFilter(any), List.of(dialect.idAttribute()));
  }

  private record Walk(long deadline, Map<String, Group> found, Set<String> seen) {}
}
