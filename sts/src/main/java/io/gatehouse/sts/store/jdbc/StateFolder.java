package io.gatehouse.sts.store.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder that holds everything a node must not lose, locked for this process. */
public final class StateFolder implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final FileChannel lockFile;
  private final FileLock lock;

  private StateFolder(Path path, FileChannel lockFile, FileLock lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Makes the folder when it is missing and locks it until {@link #close}.
   *
   * @throws StateRefused when it is in use, open to others, or not a folder
   */
  public static StateFolder lock(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      if (!Files.exists(path)) {
        Files.createDirectories(path.getParent());
        makeFolder(path);
      }
      requirePrivate(path);
      return locked(path);
    } catch (IOException failure) {
      throw new StateRefused(
          "The state folder %s cannot be used (%s); name one with --dir that this user may write."
              .formatted(path, reason(failure)),
          failure);
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it cannot be made there";
      case FileSystemException named when named.getReason() != null ->
          String.valueOf(named.getReason());
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private static void makeFolder(Path path) throws IOException {
    try {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException meanwhile) {
      requirePrivate(path);
    }
  }

  private static void requirePrivate(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new StateRefused("The state folder " + path + " is not a folder.");
    }
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
      throw new StateRefused(
          "The state folder " + path + " is open to other users; run: chmod 700 " + path);
    }
  }

  private static StateFolder locked(Path path) throws IOException {
    var file =
        FileChannel.open(
            path.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_FILE));
    try {
      var lock = file.tryLock();
      if (lock != null) {
        return new StateFolder(path, file, lock);
      }
    } catch (OverlappingFileLockException sameProcess) {
      // Answered below like another process.
    }
    file.close();
    throw new StateRefused("The state folder " + path + " is in use by another Gatehouse process.");
  }

  public Path path() {
    return path;
  }

  /**
   * Whether there is a store already: then its key-encryption key must be there too, and must never
   * be made anew.
   */
  public boolean hasStore() {
    return Files.exists(path.resolve(EmbeddedDatabase.FILE));
  }

  /** A file of the folder; not made here. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** A folder inside, mode 0700, made when missing. */
  public Path privateFolder(String name) {
    try {
      Path inside = path.resolve(name);
      if (!Files.exists(inside)) {
        makeFolder(inside);
      }
      requirePrivate(inside);
      return inside;
    } catch (IOException failure) {
      throw new StateRefused("The folder " + name + " of the state cannot be made.", failure);
    }
  }

  /** An empty file, mode 0600. */
  void makeFile(Path file) throws IOException {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_FILE));
  }

  /** A name in a folder lasts only when the folder itself is synced. */
  void sync() throws IOException {
    sync(path);
  }

  void sync(Path what) throws IOException {
    try (var channel = FileChannel.open(what, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
