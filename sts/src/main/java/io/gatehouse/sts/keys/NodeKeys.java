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
  private final List<PublishedKey> mine = new CopyOnWriteArrayList<>();
  private volatile List<NodeKey> known = List.of();

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
    keys.known = store.all();
    return keys;
  }

  @Override
  public void publish(PublishedKey key) {
    store.put(key, clock.instant());
    mine.add(key);
    known = store.all();
  }

  /**
   * Says that the gateways of this process are still there, should another process have taken them
   * for gone when it started, and learns of the others; app calls it every minute.
   */
  public void keepUp() {
    var stored = store.all();
    var there = stored.stream().filter(key -> key.goneAt().isEmpty()).map(NodeKey::key).toList();
    var missed = mine.stream().filter(key -> !there.contains(key)).toList();
    missed.forEach(key -> store.put(key, clock.instant()));
    known = missed.isEmpty() ? stored : store.all();
  }

  @Override
  public List<PublishedKey> union() {
    var oldest = clock.instant().minus(AFTER_THE_GATEWAY);
    return known.stream()
        .filter(key -> key.goneAt().map(gone -> !gone.isBefore(oldest)).orElse(true))
        .map(NodeKey::key)
        .toList();
  }
}
