package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.admin.AdminTokenStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Administrators' tokens in memory. */
public final class InMemoryAdminTokenStore implements AdminTokenStore {
  private final Map<String, StoredToken> tokens = new LinkedHashMap<>();

  @Override
  public synchronized boolean isEmpty() {
    return tokens.isEmpty();
  }

  @Override
  public synchronized void add(StoredToken token) {
    tokens.put(token.id(), token);
  }

  @Override
  public synchronized Optional<StoredToken> find(String id) {
    return Optional.ofNullable(tokens.get(id));
  }

  @Override
  public synchronized String toString() {
    return tokens.toString();
  }
}
