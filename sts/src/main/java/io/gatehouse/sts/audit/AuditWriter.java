package io.gatehouse.sts.audit;

import io.gatehouse.identity.AuditSink.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The end of a node's chain, and the segment it is written to. Used by one thread. */
final class AuditWriter implements AutoCloseable {
  private static final long SEGMENT_BYTES = 64L * 1024 * 1024;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AuditFolder folder;
  private final String node;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private ChainEnd end;
  private AuditFolder.@Nullable Segment segment;
  private LocalDate day = LocalDate.EPOCH;
  private boolean acknowledged;
  private @Nullable Event gap;
  private long written;
  private long failedAt;
  private boolean failed;

  private AuditWriter(AuditFolder folder, String node, InstantSource clock, LongSupplier nanos) {
    this.folder = folder;
    this.node = node;
    this.clock = clock;
    this.nanos = nanos;
    this.end = ChainEnd.BEGINNING;
  }

  static AuditWriter open(Path path, String node, InstantSource clock, LongSupplier nanos) {
    var writer = new AuditWriter(new AuditFolder(path, node), node, clock, nanos);
    try {
      var found = writer.folder.mend();
      writer.end = found.end();
      writer.gap = found.gap().orElse(null);
      return writer;
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException("the audit log in " + path, failure);
    }
  }

  /** Writes and syncs; when this returns the records are on disk. */
  void append(List<Event> events) throws IOException {
    requireNotJustFailed();
    try {
      var channel = segment();
      var text = new StringBuilder();
      var last = end;
      if (gap != null) {
        last = line(text, last, gap);
      }
      for (var event : events) {
        last = line(text, last, event);
      }
      write(channel, text.toString());
      gap = null;
      end = last;
      acknowledged = true;
      failed = false;
    } catch (IOException failure) {
      poison(failure);
      throw failure;
    }
  }

  private ChainEnd line(StringBuilder text, ChainEnd last, Event event) {
    var place = new AuditLine.Place(node, last.sequence() + 1, last.hash());
    var line = AuditLine.of(place, clock.instant(), event);
    text.append(line.text()).append('\n');
    return new ChainEnd(last.sequence() + 1, line.hash());
  }

  private void write(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    written += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  /** A new one each day, so that retention can take days away. */
  private FileChannel segment() throws IOException {
    var current = segment;
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (current != null && written < SEGMENT_BYTES && today.equals(day)) {
      return current.channel();
    }
    close();
    var fresh = folder.newSegment(end.sequence() + 1);
    segment = fresh;
    day = today;
    acknowledged = false;
    written = 0;
    return fresh.channel();
  }

  /** A segment that never held an acknowledged record leaves no trace, not even an empty file. */
  private void discardUnlessAcknowledged() {
    var failing = segment;
    close();
    if (failing != null && !acknowledged) {
      try {
        Files.deleteIfExists(failing.file());
      } catch (IOException kept) {
        // It stays as it is; the next start moves it aside.
      }
    }
  }

  /**
   * After a failed sync nobody knows what the segment holds, and a second sync that succeeds would
   * prove nothing (the kernel may have dropped the pages): it is left as it is for good.
   */
  private void poison(IOException failure) {
    discardUnlessAcknowledged();
    failed = true;
    failedAt = nanos.getAsLong();
    gap =
        new Event(
            "audit.gap",
            "-",
            node,
            "write_failed",
            Map.of("after", Long.toString(end.sequence()), "reason", failure.toString()));
  }

  private void requireNotJustFailed() throws IOException {
    if (failed && nanos.getAsLong() - failedAt < RETRY_NANOS) {
      throw new IOException("the audit log failed less than a second ago");
    }
  }

  @Override
  public void close() {
    var closing = segment;
    segment = null;
    if (closing != null) {
      try {
        closing.channel().close();
      } catch (IOException alreadyLost) {
        // What was acknowledged was synced before; closing adds nothing.
      }
    }
  }
}
