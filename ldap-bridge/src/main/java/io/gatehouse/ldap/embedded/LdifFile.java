package io.gatehouse.ldap.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The file on disk: read whole, replaced whole, never over someone else's newer text. */
final class LdifFile {
  private static final long LARGEST = 256L * 1024 * 1024;

  private final Path path;

  LdifFile(Path path) throws IOException {
    // A symbolic link is followed once, so that a save replaces the file and not the link.
    this.path = path.toRealPath();
  }

  String name() {
    return path.toString();
  }

  /** What a look from outside tells of the file's content. */
  record Stamp(long size, FileTime modified, Optional<Object> inode) {}

  /** Content with the stamp it had. */
  record Content(byte[] bytes, Stamp stamp, byte[] digest) {
    static Content of(byte[] bytes, Stamp stamp) {
      return new Content(bytes, stamp, sha256(bytes));
    }

    boolean sameBytes(Content other) {
      return Arrays.equals(digest, other.digest);
    }
  }

  Stamp stamp() throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime(),
        Optional.ofNullable(attributes.fileKey()));
  }

  Content read() throws IOException {
    var stamp = stamp();
    if (stamp.size() > LARGEST) {
      throw new IOException("larger than 256 MiB");
    }
    return Content.of(Files.readAllBytes(path), stamp);
  }

  /**
   * Replaces the file when it still holds what was read last; empty when it holds something else.
   */
  Optional<Content> replace(Content last, byte[] text) throws IOException {
    var folder = folder(path);
    var temporary = Files.createTempFile(folder, ".people", ".ldif.tmp", ownerOnly());
    try {
      write(temporary, text);
      // Compared by content, as late as can be: a stamp can be equal for two edits in a moment.
      if (!Arrays.equals(sha256(Files.readAllBytes(path)), last.digest())) {
        return Optional.empty();
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(folder);
      return Optional.of(Content.of(text, stamp()));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Writes a first file; fails when there is one. */
  static void create(Path path, byte[] text) throws IOException {
    var attributes = ownerOnly();
    try (var channel =
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      drain(channel, text);
    }
    syncFolder(folder(path));
  }

  private static Path folder(Path path) throws IOException {
    var folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(path + " is not a file in a folder");
    }
    return folder;
  }

  private static void write(Path path, byte[] text) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      drain(channel, text);
    }
  }

  private static void drain(FileChannel channel, byte[] text) throws IOException {
    var buffer = ByteBuffer.wrap(text);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  /** A rename survives a power cut only when the folder is synced too. */
  private static void syncFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    var posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
