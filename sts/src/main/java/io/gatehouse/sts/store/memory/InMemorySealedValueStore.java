package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.keys.SealedValueStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Sealed values in memory. */
public final class InMemorySealedValueStore implements SealedValueStore {
  private final Map<String, byte[]> values = new ConcurrentHashMap<>();

  @Override
  public Map<String, byte[]> startingWith(String prefix) {
    return values.entrySet().stream()
        .filter(value -> value.getKey().startsWith(prefix))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public void putIfAbsent(String name, byte[] sealed) {
    values.putIfAbsent(name, sealed);
  }
}
