package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/** Keeps pushed authorization requests under the fingerprint of their handle. May block. */
public interface PushedRequestStore {
  void add(Fingerprint handle, Pushed request);

  /** Takes a live request of this client. Of any number of callers at once exactly one gets it. */
  Optional<Pushed> take(Fingerprint handle, String clientId, Instant now);

  /** Forgets what ended before {@code now}. */
  void purge(Instant now);

  /**
   * @param query the request as it was pushed, to be judged again with the registration of then
   */
  record Pushed(String clientId, String query, Instant ends) {}
}
