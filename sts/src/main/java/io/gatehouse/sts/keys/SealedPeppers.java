package io.gatehouse.sts.keys;

import io.gatehouse.identity.Peppers;
import io.gatehouse.identity.Secret;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The peppers, made at the first start, kept sealed in the store and open in memory. */
public final class SealedPeppers implements Peppers {
  private static final String PREFIX = "pepper/";
  private static final int LENGTH = 32;

  private final TreeMap<Integer, Secret> versions = new TreeMap<>();

  private SealedPeppers(Map<String, byte[]> sealed, Kek kek) {
    sealed.forEach((name, value) ->
        versions.put(
            Integer.valueOf(name.substring(PREFIX.length())), kek.open(value, place(name))));
  }

  /**
   * @throws Kek.SealBroken when the store was sealed under another key
   */
  public static SealedPeppers open(SealedValueStore store, Kek kek, SecureRandom random) {
    if (store.startingWith(PREFIX).isEmpty()) {
      var fresh = new byte[LENGTH];
      random.nextBytes(fresh);
      store.putIfAbsent(PREFIX + 1, kek.seal(Secret.of(fresh), place(PREFIX + 1)));
    }
    return new SealedPeppers(store.startingWith(PREFIX), kek);
  }

  private static String place(String name) {
    return "sealed_value/" + name;
  }

  @Override
  public int current() {
    return versions.lastKey();
  }

  @Override
  public Optional<Secret> version(int version) {
    return Optional.ofNullable(versions.get(version));
  }
}
