package io.gatehouse.sts.store.memory;

import io.gatehouse.identity.IdentityKeys.PublishedKey;
import io.gatehouse.sts.keys.NodeKeyStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateways' public keys in memory. */
public final class InMemoryNodeKeyStore implements NodeKeyStore {
  private final Map<String, NodeKey> keys = new LinkedHashMap<>();

  @Override
  public synchronized List<NodeKey> all() {
    return List.copyOf(keys.values());
  }

  @Override
  public synchronized void put(PublishedKey key, Instant at) {
    keys.put(key.kid(), new NodeKey(key, Optional.empty()));
  }

  @Override
  public synchronized void allGone(Instant at) {
    keys.replaceAll((kid, key) -> new NodeKey(key.key(), key.goneAt().or(() -> Optional.of(at))));
  }

  @Override
  public synchronized void forgetGoneBefore(Instant instant) {
    keys.values().removeIf(key -> key.goneAt().map(gone -> gone.isBefore(instant)).orElse(false));
  }
}
