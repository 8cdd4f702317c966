package io.gatehouse.sts;

import io.gatehouse.sts.keys.SigningKeyStore;
import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.memory.InMemoryLedgerStore;
import io.gatehouse.sts.store.memory.InMemorySigningKeyStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One set of signing keys for all tests of a run: an RSA key takes longer to make than to test. */
final class SharedKeys {
  static final Path KEK_FILE = kekFile();
  private static final SigningKeyStore KEYS =
      new InMemorySigningKeyStore(new InMemoryLedgerStore());

  private SharedKeys() {}

  static Issuer.Stores with(Issuer.Stores fresh) {
    return new Issuer.Stores(fresh.ledger(), fresh.feed(), fresh.clients(), fresh.sealed(), KEYS);
  }

  private static Path kekFile() {
    try {
      var folder = Files.createTempDirectory("gatehouse-sts-test");
      folder.toFile().deleteOnExit();
      var file = folder.resolve("kek");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
