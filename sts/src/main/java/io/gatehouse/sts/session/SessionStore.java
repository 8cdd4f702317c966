package io.gatehouse.sts.session;

import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/** Keeps browser sessions under the fingerprint of their cookie. May block. */
public interface SessionStore {
  void add(Fingerprint cookie, Kept session);

  Optional<Kept> find(Fingerprint cookie);

  /** Notes that the session is in use. */
  void used(Fingerprint cookie, Instant at);

  /** Forgets a session; nothing happens when there is none. */
  void remove(String sessionId);

  /** Forgets what ended before {@code now}. */
  void purge(Instant now);

  /**
   * @param lastUsed the start of the idle time
   * @param ends the latest end, however much it is used
   */
  record Kept(BrowserSession session, Instant lastUsed, Instant ends) {}
}
