package io.gatehouse.sts.audit;

import io.gatehouse.identity.AuditSink.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The segments of one node's log, in a folder. */
final class AuditFolder {
  private final Path path;
  private final String node;

  AuditFolder(Path path, String node) {
    this.path = path;
    this.node = node;
  }

  /** Where the chain ends, and what must be said about it first. */
  record Found(ChainEnd end, Optional<Event> gap) {}

  /**
   * Finds the end of the chain. What a crash cut off was never acknowledged: it is moved aside. A
   * record that was changed stays where it is, for the verifier to find.
   */
  Found mend() throws IOException {
    var segments = SegmentName.segmentsOf(path, node);
    for (var segment : segments.reversed()) {
      var bytes = Files.readAllBytes(segment);
      var scan = SegmentScan.of(bytes);
      if (scan.end().isPresent()) {
        return new Found(scan.end().get(), tail(segment, bytes, scan));
      }
      discard(segment, bytes);
    }
    return new Found(ChainEnd.BEGINNING, Optional.empty());
  }

  private Optional<Event> tail(Path segment, byte[] bytes, SegmentScan scan) throws IOException {
    if (scan.brokenInside()) {
      return Optional.of(gap("chain_broken", segment, 0));
    }
    int torn = bytes.length - scan.goodBytes();
    if (torn == 0) {
      return Optional.empty();
    }
    setAside(segment, Arrays.copyOfRange(bytes, scan.goodBytes(), bytes.length));
    try (var channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      channel.truncate(scan.goodBytes());
      channel.force(true);
    }
    return Optional.of(gap("torn_tail", segment, torn));
  }

  /** A segment without a single whole record leaves nothing but its bytes. */
  private void discard(Path segment, byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      setAside(segment, bytes);
    }
    Files.delete(segment);
    sync();
  }

  private void setAside(Path segment, byte[] bytes) throws IOException {
    int number = 0;
    Path aside = segment.resolveSibling(segment.getFileName() + ".torn");
    while (Files.exists(aside)) {
      aside = segment.resolveSibling(segment.getFileName() + ".torn" + ++number);
    }
    try (var channel = create(aside)) {
      var content = ByteBuffer.wrap(bytes);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    sync();
  }

  private Event gap(String outcome, Path segment, int bytes) {
    return new Event(
        "audit.gap",
        "-",
        node,
        outcome,
        Map.of("segment", segment.getFileName().toString(), "bytes", Integer.toString(bytes)));
  }

  /** A segment being written. */
  record Segment(Path file, FileChannel channel) {}

  Segment newSegment(long firstSequence) throws IOException {
    int attempt = 0;
    Path file = path.resolve(SegmentName.of(node, firstSequence, attempt));
    while (Files.exists(file)) {
      file = path.resolve(SegmentName.of(node, firstSequence, ++attempt));
    }
    var channel = create(file);
    sync();
    return new Segment(file, channel);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private void sync() throws IOException {
    try (var folder = FileChannel.open(path)) {
      folder.force(true);
    }
  }
}
