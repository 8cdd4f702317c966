package io.gatehouse.sts.keys;

import java.time.Instant;
import java.util.List;

/**
 * Where signing keys lie. Each call is one transaction with its feed events: a crash leaves one
 * active key per algorithm.
 */
public interface SigningKeyStore {
  /** In the order of their making. */
  List<StoredSigningKey> all();

  /** Adds each key unless its algorithm has one in the same state already. */
  void addMissing(List<StoredSigningKey> keys);

  /** The pending key signs from now on and the active one of its algorithm retires. */
  void activate(String kid, Instant at);

  /**
   * A key in whatever state is no longer published and its private half is destroyed. When it was
   * the active one, the pending key of its algorithm signs at once, else the successor does.
   *
   * @return false when there is no such key, or none any more
   */
  boolean compromised(String kid, StoredSigningKey successor, Instant at);

  /** A retiring key is no longer published and its private half is destroyed. */
  void drop(String kid, Instant at);
}
