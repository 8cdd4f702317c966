package io.gatehouse.sts.keys;

import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.sts.keys.NodeKeyStore.NodeKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The public keys of the gateways in this process. A key outlives its gateway for as long as an
 * identity token it signed, and somebody's copy of the key set, may still be in use.
 */
public final class NodeKeys implements IdentityKeys {
  private static final Duration AFTER_THE_GATEWAY = Duration.ofMinutes(2);

  private final NodeKeyStore store;
  private final InstantSource clock;
  private final List<NodeKey> known = new CopyOnWriteArrayList<>();

  private NodeKeys(NodeKeyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The gateways of earlier processes are gone; their keys stay for their time. */
  public static NodeKeys open(NodeKeyStore store, InstantSource clock) {
    var now = clock.instant();
    store.forgetGoneBefore(now.minus(AFTER_THE_GATEWAY));
    store.allGone(now);
    var keys = new NodeKeys(store, clock);
    keys.known.addAll(store.all());
    return keys;
  }

  @Override
  public void publish(PublishedKey key) {
    store.put(key, clock.instant());
    known.removeIf(other -> other.key().kid().equals(key.kid()));
    known.add(new NodeKey(key, java.util.Optional.empty()));
  }

  @Override
  public List<PublishedKey> union() {
    var oldest = clock.instant().minus(AFTER_THE_GATEWAY);
    known.removeIf(key -> key.goneAt().map(gone -> gone.isBefore(oldest)).orElse(false));
    return known.stream().map(NodeKey::key).toList();
  }
}
