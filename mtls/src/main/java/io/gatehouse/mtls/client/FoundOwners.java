package io.gatehouse.mtls.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The way from a certificate's name to an entry, remembered for a moment. The entry's state is
 * asked elsewhere on every call.
 */
final class FoundOwners {
  private static final Duration KEPT = Duration.ofSeconds(4);
  private static final long MOST = 10_000;

  private final CertificateOwners.ByName terms;
  private final Cache<String, Answer> found;

  FoundOwners(CertificateOwners.ByName terms, LongSupplier nanos) {
    this.terms = terms;
    this.found =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** What is known of the entry that a name leads to. */
  sealed interface Answer {
    record One(EntryUuid owner) implements Answer {}

    record NoneOrMany() implements Answer {}

    record NotLoaded() implements Answer {}
  }

  Answer find(String name, Waiting waiting) {
    var known = found.getIfPresent(name);
    if (known != null) {
      return known;
    }
    return switch (waiting) {
      case NEVER -> new Answer.NotLoaded();
      case ALLOWED -> ask(name);
    };
  }

  private Answer ask(String name) {
    var answer =
        value(name)
            .flatMap(value -> terms.finder().byAttribute(terms.attribute(), value))
            .<Answer>map(owner -> new Answer.One(owner.id()))
            .orElseGet(Answer.NoneOrMany::new);
    found.put(name, answer);
    return answer;
  }

  private Optional<String> value(String name) {
    return terms.table().isEmpty()
        ? Optional.of(name)
        : Optional.ofNullable(terms.table().get(name));
  }
}
