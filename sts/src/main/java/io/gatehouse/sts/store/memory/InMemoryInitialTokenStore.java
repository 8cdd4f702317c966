package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.registration.InitialTokenStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Initial access tokens in a map. */
public final class InMemoryInitialTokenStore implements InitialTokenStore {
  private final Map<Fingerprint, Kept> tokens = new HashMap<>();

  private record Kept(long uses, Instant ends) {}

  @Override
  public synchronized void add(Fingerprint token, long uses, Instant ends) {
    tokens.put(token, new Kept(uses, ends));
  }

  @Override
  public synchronized boolean use(Fingerprint token, Instant now) {
    var kept = tokens.get(token);
    if (kept == null || kept.uses < 1 || !now.isBefore(kept.ends)) {
      return false;
    }
    tokens.put(token, new Kept(kept.uses - 1, kept.ends));
    return true;
  }

  @Override
  public synchronized void purge(Instant now) {
    tokens.values().removeIf(kept -> kept.ends.isBefore(now));
  }
}
