package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.KekFile;
import java.security.SecureRandom;

/** The key-encryption key that the configuration names. */
final class KekFiles {
  private KekFiles() {}

  static Kek read(SecretRef written, SecureRandom random) {
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
