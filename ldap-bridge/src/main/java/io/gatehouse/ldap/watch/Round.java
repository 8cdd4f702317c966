package io.gatehouse.ldap.watch;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.identity.OwnerChanged.Change;
import io.gatehouse.ldap.connection.Link;
import io.gatehouse.ldap.people.Dialect;
import io.gatehouse.ldap.people.Group;
import io.gatehouse.ldap.people.PeopleTree;
import io.gatehouse.ldap.people.Person;
import io.gatehouse.ldap.people.Searches;
import io.gatehouse.ldap.people.Searches.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One round over one connection. Marks are moved only after a change was told, so a round that
 * breaks off is made up for by the next.
 */
final class Round {
  /** Every owner in use has their groups read anew once in so many rounds: five minutes. */
  private static final int ROUNDS_TO_ALL = 150;

  private final PeopleTree tree;
  private final KnownOwners known;
  private final ServerMarks marks;
  private final GroupChanges groups;
  private final Consumer<OwnerChanged> tell;
  private long number;

  Round(PeopleTree tree, KnownOwners known, Consumer<OwnerChanged> tell) {
    this.tree = tree;
    this.known = known;
    this.marks = new ServerMarks();
    this.groups = new GroupChanges(tree.groupBase());
    this.tell = tell;
  }

  void on(Link link) throws LDAPException {
    number++;
    var dialect = tree.dialects().on(link);
    var since = marks.since(link.server());
    var times = new ArrayList<String>();
    var present = presentOwners(link, dialect);
    if (since.isPresent()) {
      strangers(link, dialect, since.get(), times);
      var changed = groups.changed(link, dialect, since.get(), times::add);
      groupMembers(link, dialect, present, changed);
    } else {
      times.addAll(tree.people().changes(link, dialect));
      times.addAll(tree.groups().changes(link, dialect));
      groupMembers(link, dialect, present, Map.of());
    }
    // A directory that shows no times is not read whole in every round for that.
    marks.saw(link.server(), Instant.EPOCH);
    times.stream()
        .flatMap(time -> ServerMarks.parse(time).stream())
        .forEach(time -> marks.saw(link.server(), time));
  }

  /** Part (b): the owners in use, and what became of those who are not there. */
  private List<Person> presentOwners(Link link, Dialect dialect) throws LDAPException {
    var ids = known.inUse();
    var present = new ArrayList<Person>();
    for (var from = 0; from < ids.size(); from += GroupChanges.PER_SEARCH) {
      var part = ids.subList(from, Math.min(ids.size(), from + GroupChanges.PER_SEARCH));
      var found = new HashMap<EntryUuid, Person>();
      tree.people().present(link, dialect, part).forEach(one -> found.put(one.id(), one));
      for (var id : part) {
        var person = Optional.ofNullable(found.get(id));
        if (person.isPresent()) {
          present.add(account(person.get()));
        } else {
          absent(link, dialect, id);
        }
      }
    }
    return present;
  }

  /** Tells what changed but for groups, and answers the person with the groups known so far. */
  private Person account(Person now) {
    if (known.gone(now.id())) {
      tell.accept(new OwnerChanged(now.id(), Differences.entering(now.account().state())));
      known.toldBack(now.id());
    }
    var before = known.reading(now.id());
    if (before.isEmpty()) {
      // Someone may hold an older reading that was never shown here: a stop is told to be sure.
      if (now.account().state() != AccountState.ACTIVE) {
        tell.accept(new OwnerChanged(now.id(), Differences.entering(now.account().state())));
      }
      return now;
    }
    var after = now.with(before.get().groups());
    Differences.between(before.get(), after).forEach(change -> tellOf(now, change));
    known.told(after);
    return after;
  }

  private void absent(Link link, Dialect dialect, EntryUuid id) throws LDAPException {
    if (known.gone(id)) {
      return;
    }
    var question =
        new Question(tree.root().toString(), dialect.has(id), List.of(dialect.idAttribute()));
    var elsewhere = !Searches.few(link, question, 1).isEmpty();
    tell.accept(new OwnerChanged(id, elsewhere ? Change.OUT_OF_SCOPE : Change.DELETED));
    known.toldGone(id);
  }

  /** Part (a) for people: those who changed lately without being in use. */
  private void strangers(Link link, Dialect dialect, String since, List<String> times)
      throws LDAPException {
    var inUse = new HashSet<>(known.inUse());
    var filter = Filter.createGreaterOrEqualFilter(dialect.changed(), since);
    for (var person : tree.people().all(link, dialect, filter)) {
      times.add(person.changed());
      var before = known.stranger(person.id());
      if (inUse.contains(person.id()) || before.filter(person::equals).isPresent()) {
        continue;
      }
      var state = person.account().state();
      var change = state == AccountState.ACTIVE ? Change.PROFILE_CHANGED : entering(state);
      tellOf(person, before.map(old -> worst(old, person)).orElse(change));
      known.toldOfStranger(person);
    }
  }

  private static Change entering(AccountState state) {
    return Differences.entering(state);
  }

  private static Change worst(Person before, Person now) {
    var changes = Differences.between(before, now);
    return changes.isEmpty() ? Change.PROFILE_CHANGED : changes.getFirst();
  }

  private void groupMembers(
      Link link, Dialect dialect, List<Person> present, Map<EntryUuid, Set<String>> changed)
      throws LDAPException {
    var held = new HashMap<EntryUuid, Group>();
    present.forEach(one -> one.groups().forEach(group -> held.put(group.id(), group)));
    var missing = groups.missing(link, dialect, held.values());
    for (var person : present) {
      var before = known.reading(person.id());
      var lost = person.groups().stream().map(Group::id).anyMatch(missing::contains);
      if (before.isEmpty() || lost || due(person) || GroupChanges.concerns(changed, person)) {
        var after = person.with(tree.groups().of(link, dialect, person.dn()));
        if (!person.groupNames().equals(after.groupNames()) && before.isPresent()) {
          tellOf(person, Change.GROUPS_CHANGED);
        }
        known.told(after);
      }
    }
  }

  private boolean due(Person person) {
    return Math.floorMod(person.id().hashCode() - number, ROUNDS_TO_ALL) == 0;
  }

  private void tellOf(Person person, Change change) {
    tell.accept(new OwnerChanged(person.id(), change));
  }
}
