package io.gatehouse.sts.audit;

import io.gatehouse.identity.AuditSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes away whole segments whose every record is older than the log is kept. The anchor is on disk
 * and the act is in the log before the first file goes; a crash in between is made good by the next
 * round.
 */
public final class AuditRetention {
  private final Path folder;
  private final String node;
  private final Duration kept;
  private final InstantSource clock;

  public AuditRetention(Path folder, String node, Duration kept, InstantSource clock) {
    this.folder = folder;
    this.node = node;
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * App calls it every minute.
   *
   * @throws UncheckedIOException when a file cannot be read or removed; the rest stays
   */
  public void apply(AuditSink log) {
    try {
      var old = old(SegmentName.segmentsOf(folder, node));
      if (!old.isEmpty()) {
        takeAway(old, log);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the retention of the audit log in " + folder, failure);
    }
  }

  /** Those before the last one that begins before the limit. */
  private List<Path> old(List<Path> segments) throws IOException {
    var limit = clock.instant().minus(kept);
    int whole = 0;
    for (int i = 1; i < segments.size(); i++) {
      if (begin(segments.get(i)).filter(limit::isAfter).isPresent()) {
        whole = i;
      }
    }
    return segments.subList(0, whole);
  }

  private static Optional<Instant> begin(Path segment) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(segment, StandardCharsets.UTF_8)) {
      return Optional.ofNullable(lines.readLine()).flatMap(AuditRecord::time);
    }
  }

  private void takeAway(List<Path> old, AuditSink log) throws IOException {
    var end = SegmentScan.of(Files.readAllBytes(old.getLast())).end();
    if (end.isEmpty()) {
      return;
    }
    new AuditAnchor(end.get().sequence(), end.get().hash()).write(folder, node);
    log.record(
        new AuditSink.Event(
            "audit.retired",
            "-",
            node,
            "ok",
            Map.of("through", Long.toString(end.get().sequence()), "hash", end.get().hash())));
    for (var segment : old) {
      Files.deleteIfExists(segment);
    }
  }
}
