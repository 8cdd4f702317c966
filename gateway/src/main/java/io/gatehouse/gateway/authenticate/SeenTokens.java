package io.gatehouse.gateway.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Secret;
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
  private final AtomicLong verifiers = new AtomicLong();

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

  /** A part of its own for one verifier: what one judged by its policy says nothing to another. */
  Part part() {
    return new Part(verifiers.incrementAndGet());
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

  /** What one verifier has seen. */
  final class Part {
    private final long verifier;

    private Part(long verifier) {
      this.verifier = verifier;
    }

    /** The token, when it is known and has not expired. */
    Optional<V> find(Secret token) {
      return Optional.ofNullable(tokens.getIfPresent(Key.of(verifier, token)))
          .filter(verified -> clock.instant().isBefore(end.apply(verified)));
    }

    /** To be read before the keys are, and handed to {@link #keep}. */
    long era() {
      return era.get();
    }

    /** Does nothing when everything was forgotten meanwhile: the key may have been taken back. */
    void keep(Secret token, V verified, long since) {
      var key = Key.of(verifier, token);
      tokens.put(key, verified);
      if (era.get() != since) {
        tokens.invalidate(key);
      }
    }
  }

  private record Key(long verifier, byte[] hash) {
    static Key of(long verifier, Secret token) {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        return new Key(verifier, digest.digest(token.expose()));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && verifier == key.verifier && Arrays.equals(hash, key.hash);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(hash) ^ Long.hashCode(verifier);
    }

    @Override
    public String toString() {
      return "[token]";
    }
  }
}
