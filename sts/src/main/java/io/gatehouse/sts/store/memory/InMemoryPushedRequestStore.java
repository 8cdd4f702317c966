package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.authorize.PushedRequestStore;
import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Pushed authorization requests in a map. */
public final class InMemoryPushedRequestStore implements PushedRequestStore {
  private final Map<Fingerprint, Pushed> requests = new HashMap<>();

  @Override
  public synchronized void add(Fingerprint handle, Pushed request) {
    requests.put(handle, request);
  }

  @Override
  public synchronized Optional<Pushed> take(Fingerprint handle, String clientId, Instant now) {
    var found =
        Optional.ofNullable(requests.get(handle))
            .filter(pushed -> pushed.clientId().equals(clientId))
            .filter(pushed -> now.isBefore(pushed.ends()));
    found.ifPresent(pushed -> requests.remove(handle));
    return found;
  }

  @Override
  public synchronized void purge(Instant now) {
    requests.values().removeIf(pushed -> pushed.ends().isBefore(now));
  }
}
