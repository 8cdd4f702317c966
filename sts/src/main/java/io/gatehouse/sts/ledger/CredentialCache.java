package io.gatehouse.sts.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecords.Lookup;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Records in memory, open; misses are remembered for a few seconds only. */
final class CredentialCache {
  private static final int MOST_KNOWN = 100_000;
  private static final int MOST_UNKNOWN = 10_000;

  private final Cache<LedgerSubject, CredentialRecord> known =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
  private final Cache<LedgerSubject, Boolean> unknown;
  private final Function<LedgerSubject, Optional<CredentialRecord>> loader;

  CredentialCache(
      Function<LedgerSubject, Optional<CredentialRecord>> loader,
      Duration unknownKept,
      LongSupplier nanos) {
    this.loader = loader;
    this.unknown =
        Caffeine.newBuilder()
            .maximumSize(MOST_UNKNOWN)
            .expireAfterWrite(unknownKept)
            .ticker(nanos::getAsLong)
            .build();
  }

  Lookup find(LedgerSubject subject, Waiting waiting) {
    var cached = known.getIfPresent(subject);
    if (cached != null) {
      return new Lookup.Found(cached);
    }
    if (unknown.getIfPresent(subject) != null) {
      return new Lookup.Unknown();
    }
    return switch (waiting) {
      case NEVER -> new Lookup.NotLoaded();
      case ALLOWED -> load(subject);
    };
  }

  /** One load per id at a time; an event that comes meanwhile waits and then drops the result. */
  private Lookup load(LedgerSubject subject) {
    var loaded = known.get(subject, key -> loader.apply(key).orElse(null));
    if (loaded == null) {
      unknown.put(subject, true);
      return new Lookup.Unknown();
    }
    return new Lookup.Found(loaded);
  }

  void apply(LedgerEvent event) {
    known.invalidate(event.subject());
    unknown.invalidate(event.subject());
  }
}
