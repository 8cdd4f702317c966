package io.gatehouse.signing.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The marks between an orderly stop and the next start. The file exists only then, so after a crash
 * there is none, while the file beside it tells that there have been marks.
 */
final class MarkFile {
  private static final long MAGIC = 0x4748_5245_504c_4159L;
  private static final int HEAD = 3 * Long.BYTES;
  private static final int ENTRY = 3 * Long.BYTES;

  private final Path marks;
  private final Path everUsed;

  MarkFile(Path folder) {
    this.marks = folder.resolve("replay.marks");
    this.everUsed = folder.resolve("replay.used");
  }

  /** A mark with the end of its life. */
  record Kept(Mark mark, long untilSecond) {}

  /** All marks, and up to which second older ones are gone. */
  record Contents(long forgottenUntil, List<Kept> kept) {}

  /** How the last run ended. */
  sealed interface Found {
    record FirstStart() implements Found {}

    record OrderlyStop(Contents contents) implements Found {}

    record DisorderlyStop() implements Found {}
  }

  /** Reads the marks and removes their file, so that no later start takes them for current. */
  Found take() throws IOException {
    var found = look();
    if (found instanceof Found.FirstStart) {
      write(everUsed, ByteBuffer.allocate(0));
    }
    if (Files.deleteIfExists(marks)) {
      syncFolder();
    }
    return found;
  }

  private Found look() throws IOException {
    if (Files.exists(marks)) {
      return decode(ByteBuffer.wrap(Files.readAllBytes(marks)))
          .<Found>map(Found.OrderlyStop::new)
          .orElseGet(Found.DisorderlyStop::new);
    }
    return Files.exists(everUsed) ? new Found.DisorderlyStop() : new Found.FirstStart();
  }

  void save(Contents contents) throws IOException {
    write(marks, encode(contents));
  }

  private static ByteBuffer encode(Contents contents) {
    var bytes = ByteBuffer.allocate(HEAD + contents.kept().size() * ENTRY + Long.BYTES);
    bytes.putLong(MAGIC).putLong(contents.forgottenUntil()).putLong(contents.kept().size());
    for (var kept : contents.kept()) {
      bytes.putLong(kept.mark().high()).putLong(kept.mark().low()).putLong(kept.untilSecond());
    }
    return bytes.putLong(checksum(bytes.duplicate().flip())).flip();
  }

  // A torn or foreign file counts as a crash: caution costs seconds, belief costs a replay.
  private static Optional<Contents> decode(ByteBuffer bytes) {
    int body = bytes.limit() - Long.BYTES;
    if (body < HEAD
        || bytes.getLong(0) != MAGIC
        || bytes.getLong(2 * Long.BYTES) != (body - HEAD) / ENTRY
        || bytes.getLong(body) != checksum(bytes.slice(0, body))) {
      return Optional.empty();
    }
    var kept = new ArrayList<Kept>();
    for (int at = HEAD; at + ENTRY <= body; at += ENTRY) {
      var mark = new Mark(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
      kept.add(new Kept(mark, bytes.getLong(at + 2 * Long.BYTES)));
    }
    return Optional.of(new Contents(bytes.getLong(Long.BYTES), kept));
  }

  private static long checksum(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  private void write(Path target, ByteBuffer bytes) throws IOException {
    var temporary = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(temporary, options, mode)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
  }

  // A rename or removal is durable only once its folder is.
  private void syncFolder() throws IOException {
    try (var folder = FileChannel.open(marks.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }
}
