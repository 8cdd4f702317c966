package io.gatehouse.sts.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Administrators' tokens, gone with the test. */
final class InMemoryTokens implements AdminTokenStore {
  final Map<String, StoredToken> tokens = new HashMap<>();

  @Override
  public boolean isEmpty() {
    return tokens.isEmpty();
  }

  @Override
  public void add(StoredToken token) {
    tokens.put(token.id(), token);
  }

  @Override
  public Optional<StoredToken> find(String id) {
    return Optional.ofNullable(tokens.get(id));
  }
}
