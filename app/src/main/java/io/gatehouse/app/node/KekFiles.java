package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.KekFile;
import io.gatehouse.sts.store.jdbc.StateFolder;
import java.security.SecureRandom;

/** The key-encryption key that the configuration names. */
final class KekFiles {
  private KekFiles() {}

  /** The key that is written, or the one of the state folder. */
  static Kek open(Configuration configuration, StateFolder folder, SecureRandom random) {
    return configuration
        .secrets()
        .kek()
        .map(written -> read(written, random))
        .orElseGet(() -> {
          var file = new KekFile(folder.file("kek.key"), random);
          // A store without its key is lost; a new key beside it would hide that.
          return folder.file("gatehouse.db").toFile().exists() ? file.read() : file.readOrMake();
        });
  }

  private static Kek read(SecretRef written, SecureRandom random) {
    return switch (written) {
      case SecretRef.InFile file -> new KekFile(file.path(), random).read();
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
