package io.gatehouse.sts.store.memory;

import io.gatehouse.identity.LedgerEvent.Change;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.keys.SigningKeyStore;
import io.gatehouse.sts.keys.StoredSigningKey;
import io.gatehouse.sts.keys.StoredSigningKey.State;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signing keys in memory, their events in the feed beside. */
public final class InMemorySigningKeyStore implements SigningKeyStore {
  private final Map<String, StoredSigningKey> keys = new LinkedHashMap<>();
  private final InMemoryLedgerStore feed;

  public InMemorySigningKeyStore(InMemoryLedgerStore feed) {
    this.feed = feed;
  }

  @Override
  public synchronized List<StoredSigningKey> all() {
    return List.copyOf(keys.values());
  }

  @Override
  public synchronized void addMissing(List<StoredSigningKey> more) {
    for (var key : more) {
      if (of(key.algorithm(), key.state()).isEmpty()) {
        keys.put(key.kid(), key);
        event(key.kid(), Change.ISSUED, key.createdAt());
      }
    }
  }

  @Override
  public synchronized void activate(String kid, Instant at) {
    var pending = keys.get(kid);
    if (pending != null && pending.state() == State.PENDING) {
      keys.replaceAll((other, key) ->
          key.algorithm() == pending.algorithm() && key.state() == State.ACTIVE
              ? in(key, State.RETIRING, key.sealed(), at)
              : key);
      keys.put(kid, in(pending, State.ACTIVE, pending.sealed(), at));
      event(kid, Change.CHANGED, at);
    }
  }

  @Override
  public synchronized void drop(String kid, Instant at) {
    var key = keys.get(kid);
    if (key != null && key.state() == State.RETIRING) {
      keys.put(kid, in(key, State.GONE, new byte[0], at));
      event(kid, Change.REVOKED, at);
    }
  }

  @Override
  public synchronized boolean compromised(String kid, StoredSigningKey successor, Instant at) {
    var key = keys.get(kid);
    if (key == null || key.state() == State.GONE) {
      return false;
    }
    keys.put(kid, in(key, State.GONE, new byte[0], at));
    if (key.state() == State.ACTIVE) {
      var next = of(key.algorithm(), State.PENDING).orElse(successor);
      keys.put(next.kid(), in(next, State.ACTIVE, next.sealed(), at));
    }
    event(kid, Change.REVOKED, at);
    return true;
  }

  private Optional<StoredSigningKey> of(JwsAlgorithm algorithm, State state) {
    return keys.values().stream()
        .filter(key -> key.algorithm() == algorithm && key.state() == state)
        .findFirst();
  }

  private void event(String kid, Change change, Instant at) {
    feed.event(new LedgerSubject(Kind.SIGNING_KEY, kid), change, at);
  }

  private static StoredSigningKey in(StoredSigningKey key, State state, byte[] sealed, Instant at) {
    return new StoredSigningKey(
        key.kid(), key.algorithm(), state, key.publicKey(), sealed, key.createdAt(), at);
  }
}
