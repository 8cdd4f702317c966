package io.gatehouse.sts.keys;

import java.util.Map;

/** Small values that are kept sealed, by name. */
public interface SealedValueStore {
  /** Every value whose name starts with the prefix. */
  Map<String, byte[]> startingWith(String prefix);

  /** Keeps the value unless the name is taken; durable on return. */
  void putIfAbsent(String name, byte[] sealed);
}
