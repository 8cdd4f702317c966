package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.session.SessionStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Browser sessions in a map. */
public final class InMemorySessionStore implements SessionStore {
  private final Map<Fingerprint, Kept> sessions = new ConcurrentHashMap<>();

  @Override
  public void add(Fingerprint cookie, Kept session) {
    sessions.put(cookie, session);
  }

  @Override
  public Optional<Kept> find(Fingerprint cookie) {
    return Optional.ofNullable(sessions.get(cookie));
  }

  @Override
  public void used(Fingerprint cookie, Instant at) {
    sessions.computeIfPresent(cookie, (key, kept) -> new Kept(kept.session(), at, kept.ends()));
  }

  @Override
  public void remove(String sessionId) {
    sessions.values().removeIf(kept -> kept.session().id().equals(sessionId));
  }

  @Override
  public void purge(Instant now) {
    sessions.values().removeIf(kept -> kept.ends().isBefore(now));
  }
}
