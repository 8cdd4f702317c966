package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.token.refreshtoken.Family;
import io.gatehouse.sts.token.refreshtoken.FamilyStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Refresh families in a map. */
public final class InMemoryFamilyStore implements FamilyStore {
  private final Map<String, Family> families = new HashMap<>();

  /** What changes in a family. */
  private record Times(long generation, Instant rotatedAt, Instant lastUsed, Instant ends) {}

  @Override
  public synchronized void add(Family family) {
    families.put(family.id(), family);
  }

  @Override
  public synchronized Optional<Family> find(String id) {
    return Optional.ofNullable(families.get(id));
  }

  @Override
  public synchronized boolean rotate(String id, long from, Instant at) {
    var family = families.get(id);
    if (family == null || family.generation() != from) {
      return false;
    }
    families.put(id, with(family, new Times(from + 1, at, at, family.ends())));
    return true;
  }

  @Override
  public synchronized void used(String id, Instant at) {
    families.computeIfPresent(
        id, (key, old) -> with(old, new Times(old.generation(), old.rotatedAt(), at, old.ends())));
  }

  @Override
  public synchronized void endWithSession(String sessionId, Instant at) {
    families.replaceAll((id, old) ->
        old.signIn().session().equals(sessionId) && old.ends().isAfter(at)
            ? with(old, new Times(old.generation(), old.rotatedAt(), old.lastUsed(), at))
            : old);
  }

  @Override
  public synchronized void purge(Instant now) {
    families.values().removeIf(family -> family.ends().isBefore(now));
  }

  private static Family with(Family old, Times times) {
    return new Family(
        old.id(),
        old.clientId(),
        old.signIn(),
        old.scopes(),
        old.resource(),
        old.claims(),
        old.binding(),
        old.sealedKey(),
        times.generation,
        times.rotatedAt,
        times.lastUsed,
        times.ends);
  }
}
