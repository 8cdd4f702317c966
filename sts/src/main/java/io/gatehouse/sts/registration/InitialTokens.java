package io.gatehouse.sts.registration;

import io.gatehouse.identity.Secret;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.RandomText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Initial access tokens (RFC 7591 §1.2): each lets so many applications be registered. */
public final class InitialTokens {
  private static final String PREFIX = "ghit_";

  private final InitialTokenStore store;
  private final RandomText random;
  private final InstantSource clock;

  public InitialTokens(InitialTokenStore store, RandomText random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /** A token just made, shown once. */
  public record Made(Secret token, Instant ends) {}

  public Made make(long uses, Duration lives) {
    Instant now = clock.instant();
    store.purge(now);
    var text = PREFIX + random.secret();
    store.add(Fingerprint.of(text), uses, now.plus(lives));
    return new Made(Secret.ofText(text), now.plus(lives));
  }

  boolean use(String text) {
    return text.startsWith(PREFIX) && store.use(Fingerprint.of(text), clock.instant());
  }
}
