package io.gatehouse.gateway.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.identity.Secret;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tokens whose signature was verified, by the SHA-256 of their bytes: the tokens themselves are not
 * kept. Bounded in number and in time; a key that an issuer takes back stops its tokens here within
 * the time they are kept.
 */
public final class SeenTokens {
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Cache<Key, VerifiedJwt> tokens;
  private final InstantSource clock;

  public SeenTokens(InstantSource clock, java.util.function.LongSupplier nanos, long most) {
    this.clock = clock;
    this.tokens =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(KEPT)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** The token, when it is known and has not expired. */
  Optional<VerifiedJwt> find(String issuer, Secret token) {
    return Optional.ofNullable(tokens.getIfPresent(Key.of(issuer, token)))
        .filter(jwt -> clock.instant().isBefore(jwt.expiresAt()));
  }

  void keep(String issuer, Secret token, VerifiedJwt jwt) {
    tokens.put(Key.of(issuer, token), jwt);
  }

  /** Forgets everything: an issuer's keys or the configuration changed. */
  public void clear() {
    tokens.invalidateAll();
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
