package io.gatehouse.sts.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at a store's file without the driver, because the driver repairs and creates. */
final class StoreFile {
  /** "GTHS" in the header of every store of ours (SQLite file format §1.3.16). */
  static final int APPLICATION_ID = 0x47544853;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 100;
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  private StoreFile() {}

  static void requireOurs(Path file) throws IOException {
    var header = ByteBuffer.allocate(HEADER);
    long size;
    try (var channel = FileChannel.open(file)) {
      size = channel.size();
      readFully(channel, header);
    }
    if (header.hasRemaining() || !startsWithMagic(header)) {
      throw new StateRefused(file + " is not a Gatehouse store, or only part of one.");
    }
    if (header.getInt(68) != APPLICATION_ID) {
      throw new StateRefused(file + " belongs to another program.");
    }
    if (isCut(file, header, size)) {
      throw new StateRefused(file + " is only part of a Gatehouse store; restore a backup.");
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer into) throws IOException {
    int read = 0;
    while (into.hasRemaining() && read >= 0) {
      read = channel.read(into);
    }
  }

  private static boolean startsWithMagic(ByteBuffer header) {
    return ByteBuffer.wrap(MAGIC).equals(header.slice(0, MAGIC.length));
  }

  /** With a log beside it a short file may still be completed; without one it cannot. */
  private static boolean isCut(Path file, ByteBuffer header, long size) throws IOException {
    long pageSize = header.getShort(16) == 1 ? 65_536 : header.getShort(16) & 0xffff;
    Path log = companion(file, "-wal");
    boolean logged = Files.exists(log) && Files.size(log) > 0;
    return !logged && size < pageSize * Integer.toUnsignedLong(header.getInt(28));
  }

  /** A log without its store holds acknowledged writes that a new store would wipe out. */
  static void requireNoOrphans(Path file) {
    if (Files.exists(companion(file, "-wal"))) {
      throw new StateRefused(
          companion(file, "-wal") + " has lost its store; restore a backup or empty the folder.");
    }
  }

  static void discard(Path file) throws IOException {
    Files.deleteIfExists(file);
    for (String suffix : COMPANIONS) {
      Files.deleteIfExists(companion(file, suffix));
    }
  }

  private static Path companion(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
