package io.gatehouse.sts.audit;

import io.gatehouse.tokens.jwt.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The last record that retention took away, kept beside the log: what is left can still be shown to
 * follow it, and what is missing beyond it was taken by somebody else.
 */
record AuditAnchor(long sequence, String hash) {
  private static Path file(Path folder, String node) {
    return folder.resolve("audit-" + node + ".anchor");
  }

  /** Empty when nothing was ever taken away. */
  static Optional<AuditAnchor> read(Path folder, String node) throws IOException {
    var file = file(folder, node);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Json.parse(Files.readAllBytes(file)) instanceof Json.Members members
        && members.get("seq").orElse(new Json.Nothing()) instanceof Json.Whole(var sequence)) {
      return Optional.of(new AuditAnchor(sequence, members.text("hash").orElse("")));
    }
    // No hash is empty: whatever is compared with this does not match.
    return Optional.of(new AuditAnchor(Long.MAX_VALUE - 1, ""));
  }

  boolean contradicts(AuditRecord record) {
    return record.sequence() == sequence && !record.hash().equals(hash);
  }

  /** Durable on return, and whole or not there at all. */
  void write(Path folder, String node) throws IOException {
    var draft = folder.resolve("audit-" + node + ".anchor.new");
    Files.deleteIfExists(draft);
    var line =
        "{\"node\":%s,\"seq\":%d,\"hash\":\"%s\"}\n"
            .formatted(AuditText.quote(node), sequence, hash);
    try (var channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file(folder, node), StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(folder)) {
      directory.force(true);
    }
  }
}
