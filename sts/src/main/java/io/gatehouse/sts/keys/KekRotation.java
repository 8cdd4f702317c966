package io.gatehouse.sts.keys;

import java.util.List;

/**
 * Moves everything that is sealed to a new key-encryption key. First the file holds both versions,
 * then each value is sealed again, and the old version goes last and only while nothing can be on
 * its way to the store: at any moment everything opens.
 */
public final class KekRotation {
  private final Kek kek;
  private final KekFile file;
  private final List<SealedPlaces> places;
  private final boolean alone;

  /**
   * @param alone no other process seals for the same store
   */
  public KekRotation(Kek kek, KekFile file, List<SealedPlaces> places, boolean alone) {
    this.kek = kek;
    this.file = file;
    this.places = List.copyOf(places);
    this.alone = alone;
  }

  /**
   * @param version seals from here on
   * @param resealed how many values were sealed again
   */
  public record Rotated(int version, int resealed) {}

  /**
   * Begins a new version and seals everything again. The version before stays in the file until the
   * next start, older ones go.
   *
   * @throws KekFile.Refused when the file cannot be replaced; then nothing has changed
   */
  public synchronized Rotated rotate() {
    file.addVersion();
    kek.refresh();
    int resealed = everything();
    file.dropBefore(kek.version() - 1);
    kek.refresh();
    return new Rotated(kek.version(), resealed);
  }

  /** Finishes what was begun before a stop or a crash; app calls it before the doors open. */
  public synchronized void finish() {
    if (file.count() > 1) {
      var _ = everything();
      if (alone) {
        file.dropBefore(kek.version());
        kek.refresh();
      }
    }
  }

  /** What was on its way to the store during one round is found in the next. */
  private int everything() {
    int all = 0;
    int round;
    do {
      round = places.stream().mapToInt(place -> place.reseal(kek)).sum();
      all += round;
    } while (round > 0);
    return all;
  }
}
