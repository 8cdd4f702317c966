package io.gatehouse.sts.keys;

/** Where values lie that are sealed under the key-encryption key. */
public interface SealedPlaces {
  /**
   * Seals again what is not sealed under the newest version, one value at a time: a crash leaves
   * each as it was or as it will be.
   *
   * @return how many there were
   */
  int reseal(Kek kek);
}
