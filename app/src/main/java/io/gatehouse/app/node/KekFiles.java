package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.KekFile;
import io.gatehouse.sts.keys.KekRotation;
import io.gatehouse.sts.keys.SealedPlaces;
import io.gatehouse.sts.store.jdbc.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** The key-encryption key that the configuration names. */
final class KekFiles {
  private KekFiles() {}

  /** The file that is written, or the one of the state folder. */
  static KekFile file(Configuration configuration, StateFolder folder, SecureRandom random) {
    return configuration
        .secrets()
        .kek()
        .map(written -> new KekFile(path(written), random))
        .orElseGet(() -> new KekFile(folder.file("kek.key"), random));
  }

  static Kek open(Configuration configuration, StateFolder folder, KekFile file) {
    // A store without its key is lost; a new key beside it would hide that.
    return configuration.secrets().kek().isPresent() || Files.exists(folder.file("gatehouse.db"))
        ? file.read()
        : file.readOrMake();
  }

  /** What was begun before a stop or a crash is finished before the doors open. */
  static KekRotation finished(Kek kek, KekFile file, List<SealedPlaces> places, boolean alone) {
    var rotation = new KekRotation(kek, file, places, alone);
    rotation.finish();
    return rotation;
  }

  private static Path path(SecretRef written) {
    return switch (written) {
      case SecretRef.InFile file -> file.path();
      case SecretRef.InEnvironment variable ->
          throw new Stop(
              Exit.BAD_INPUT,
              "The key-encryption key is kept in a file of mode 0600: write file:PATH instead of"
                  + " env:"
                  + variable.name()
                  + ".");
    };
  }
}
