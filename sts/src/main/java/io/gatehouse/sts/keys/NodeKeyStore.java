package io.gatehouse.sts.keys;

import io.gatehouse.identity.IdentityKeys.PublishedKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the public keys of gateways lie. */
public interface NodeKeyStore {
  List<NodeKey> all();

  void put(PublishedKey key, Instant at);

  /** Keys that are not marked yet count as gone from now on. */
  void allGone(Instant at);

  void forgetGoneBefore(Instant instant);

  /** A gateway's key; {@code goneAt} once its gateway has left. */
  record NodeKey(PublishedKey key, Optional<Instant> goneAt) {}
}
