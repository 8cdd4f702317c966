package io.gatehouse.sts.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The driver's machine code. Unpacked into a folder that only we can write: in a shared temporary
 * folder somebody else could put theirs in its place.
 */
final class NativeLibrary {
  private NativeLibrary() {}

  static synchronized void loadFrom(Path folder) {
    // The driver loads once per process; a second store of the process shares it.
    if (System.getProperty("org.sqlite.tmpdir") != null) {
      return;
    }
    System.setProperty("org.sqlite.tmpdir", folder.toString());
    try {
      discardLeftovers(folder);
      var _ = SQLiteJDBCLoader.initialize();
      closeToOthers(folder);
    } catch (Exception failure) {
      throw new StateRefused("the store's driver cannot be loaded from " + folder, failure);
    }
  }

  /** The driver unpacks with its own modes; in a state folder every file is its owner's only. */
  private static void closeToOthers(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  /** What a killed process left behind; the folder is ours alone while the lock is held. */
  private static void discardLeftovers(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
