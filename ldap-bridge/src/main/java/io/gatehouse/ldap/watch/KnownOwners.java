package io.gatehouse.ldap.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.ldap.people.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What was last told of whom. The owners in use are those of the last ten minutes, at most 10,000;
 * the readings of others fade.
 */
final class KnownOwners {
  private static final int MOST_USED = 10_000;
  private static final int MOST_READINGS = 20_000;
  private static final Duration IN_USE = Duration.ofMinutes(10);
  // Longer than in use, so that the last round still has something to compare with.
  private static final Duration REMEMBERED = Duration.ofMinutes(12);

  private final Cache<EntryUuid, Boolean> used;
  private final Cache<EntryUuid, Person> readings;
  private final Cache<EntryUuid, Person> strangers;
  private final Cache<EntryUuid, Boolean> gone;

  KnownOwners(LongSupplier nanos) {
    this.used =
        Caffeine.newBuilder()
            .maximumSize(MOST_USED)
            .expireAfterWrite(IN_USE)
            .ticker(nanos::getAsLong)
            .build();
    this.readings = remembering(nanos);
    this.strangers = remembering(nanos);
    this.gone = remembering(nanos);
  }

  private static <T> Cache<EntryUuid, T> remembering(LongSupplier nanos) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_READINGS)
        .expireAfterAccess(REMEMBERED)
        .ticker(nanos::getAsLong)
        .build();
  }

  void use(EntryUuid owner) {
    used.put(owner, true);
  }

  List<EntryUuid> inUse() {
    used.cleanUp();
    return List.copyOf(used.asMap().keySet());
  }

  /** A reading that someone was handed; an older one that was told stays, to be compared with. */
  void seen(Person person) {
    readings.asMap().putIfAbsent(person.id(), person);
  }

  void told(Person person) {
    readings.put(person.id(), person);
  }

  Optional<Person> reading(EntryUuid owner) {
    return Optional.ofNullable(readings.getIfPresent(owner));
  }

  /** As {@link #reading}, of those who changed without being in use. */
  Optional<Person> stranger(EntryUuid owner) {
    return Optional.ofNullable(strangers.getIfPresent(owner));
  }

  void toldOfStranger(Person person) {
    strangers.put(person.id(), person);
  }

  boolean gone(EntryUuid owner) {
    return gone.getIfPresent(owner) != null;
  }

  void toldGone(EntryUuid owner) {
    gone.put(owner, true);
    readings.invalidate(owner);
  }

  void toldBack(EntryUuid owner) {
    gone.invalidate(owner);
  }
}
