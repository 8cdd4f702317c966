package io.gatehouse.gateway.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Tokens and assertions whose signature was verified, by the SHA-256 of their bytes: the tokens
 * themselves are not kept. Bounded in number and in time; a key that an issuer takes back stops its
 * tokens here within the time they are kept.
 */
public final class SeenTokens<V> {
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Cache<Key, V> tokens;
  private final InstantSource clock;
  private final Function<V, Instant> end;
  private final AtomicLong era = new AtomicLong();

  /**
   * @param end when a verified token expires
   */
  public SeenTokens(InstantSource clock, LongSupplier nanos, long most, Function<V, Instant> end) {
    this.clock = clock;
    this.end = end;
    this.tokens =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(KEPT)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** The token, when it is known and has not expired. */
  Optional<V> find(String issuer, Secret token) {
    return Optional.ofNullable(tokens.getIfPresent(Key.of(issuer, token)))
        .filter(verified -> clock.instant().isBefore(end.apply(verified)));
  }

  /** To be read before the keys are, and handed to {@link #keep}. */
  long era() {
    return era.get();
  }

  /** Does nothing when everything was forgotten meanwhile: the key may have been taken back. */
  void keep(String issuer, Secret token, V verified, long since) {
    var key = Key.of(issuer, token);
    tokens.put(key, verified);
    if (era.get() != since) {
      tokens.invalidate(key);
    }
  }

  /** Forgets everything: an issuer's keys or the configuration changed. */
  public void clear() {
    era.incrementAndGet();
    tokens.invalidateAll();
  }

  /** A key of our own issuer that was taken back stops its tokens at once. */
  public void hear(LedgerEvent event) {
    if (event.change() == LedgerEvent.Change.REVOKED
        && event.subject().kind() == LedgerSubject.Kind.SIGNING_KEY) {
      clear();
    }
  }

  private record Key(byte[] hash) {
    static Key of(String issuer, Secret token) {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(issuer.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return new Key(digest.digest(token.expose()));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(hash, key.hash);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
      return "[token]";
    }
  }
}
