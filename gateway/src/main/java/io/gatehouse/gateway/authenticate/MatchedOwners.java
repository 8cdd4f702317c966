package io.gatehouse.gateway.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.OwnerFinder;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Owners found by an attribute, remembered for a short time. Only the way from a claim to an entry
 * is kept; the entry's state is asked elsewhere on every call.
 */
public final class MatchedOwners {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final long MOST = 10_000;

  private final OwnerFinder finder;
  private final Cache<Wanted, Answer> found;

  public MatchedOwners(OwnerFinder finder, LongSupplier nanos) {
    this.finder = finder;
    this.found =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  Answer find(String attribute, String value, Waiting waiting) {
    var wanted = new Wanted(attribute, value);
    var known = found.getIfPresent(wanted);
    if (known != null) {
      return known;
    }
    return waiting == Waiting.NEVER ? new NotLoaded() : ask(wanted);
  }

  private Answer ask(Wanted wanted) {
    var answer =
        finder
            .byAttribute(wanted.attribute(), wanted.value())
            .<Answer>map(owner -> new One(owner.id()))
            .orElseGet(NoneOrMany::new);
    found.put(wanted, answer);
    return answer;
  }

  private record Wanted(String attribute, String value) {}

  /** Who was found. */
  sealed interface Answer {}

  record One(EntryUuid owner) implements Answer {}

  record NoneOrMany() implements Answer {}

  record NotLoaded() implements Answer {}
}
