package io.gatehouse.sts.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Walks the logs of a folder and says where a chain breaks first. Changes nothing. */
public final class AuditVerifier {
  /** How far back a writer can have gone on from after failures: more than a segment holds. */
  private static final int REMEMBERED = 600_000;

  private AuditVerifier() {}

  /** What the walk found. */
  public sealed interface Verdict {
    /**
     * @param records all of them, gaps included
     * @param gaps places where a crash or a failed disk cut the log; nothing acknowledged is
     *     missing
     */
    record Intact(long records, long gaps) implements Verdict {}

    /**
     * @param line counted from one
     */
    record Broken(Path file, long line, String reason) implements Verdict {}
  }

  /**
   * @throws UncheckedIOException when the folder cannot be read
   */
  public static Verdict verify(Path folder) {
    long records = 0;
    long gaps = 0;
    try {
      for (String node : SegmentName.nodesIn(folder)) {
        var walk = new Walk(AuditAnchor.read(folder, node));
        for (Path segment : SegmentName.segmentsOf(folder, node)) {
          var broken = walk.segment(segment);
          if (broken.isPresent()) {
            return broken.get();
          }
        }
        if (walk.torn.isPresent()) {
          return walk.torn.get();
        }
        records += walk.records;
        gaps += walk.gaps;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Verdict.Intact(records, gaps);
  }

  private record Place(Path file, long line) {
    Verdict.Broken broken(String reason) {
      return new Verdict.Broken(file, line, reason);
    }
  }

  /** The chain of one node, followed across its segments. */
  private static final class Walk {
    private final Map<Long, String> hashes =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > REMEMBERED;
          }
        };
    private final Optional<AuditAnchor> anchor;
    private Optional<Verdict.Broken> torn = Optional.empty();
    private long last = -1;
    private long records;
    private long gaps;

    Walk(Optional<AuditAnchor> anchor) {
      this.anchor = anchor;
    }

    /** The first break up to the end of this segment; a torn end waits for what follows it. */
    Optional<Verdict.Broken> segment(Path file) throws IOException {
      long number = 0;
      var before = torn;
      torn = Optional.empty();
      try (var lines = lines(file)) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          number++;
          var broken = line(new Place(file, number), line, before);
          if (broken.isPresent()) {
            return broken;
          }
          before = Optional.empty();
        }
      }
      if (number == 0) {
        torn = before;
      }
      return Optional.empty();
    }

    private Optional<Verdict.Broken> line(
        Place place, String line, Optional<Verdict.Broken> before) {
      var record = AuditRecord.parse(line);
      if (record.isEmpty()) {
        torn = torn.or(() -> Optional.of(place.broken("the record was changed or is not whole")));
        return before;
      }
      if (torn.isPresent()) {
        return torn;
      }
      // A disk that failed cut the last segment; the writer says so first thing in the next.
      if (before.isPresent() && !record.get().goesOnAfterFailure()) {
        return before;
      }
      var flaw = flaw(record.get(), place.line() == 1).map(place::broken);
      if (flaw.isEmpty()) {
        accept(record.get());
      }
      return flaw;
    }

    private static BufferedReader lines(Path file) throws IOException {
      // What is no UTF-8 becomes a replacement character, and then no hash is right.
      return new BufferedReader(
          new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    private Optional<String> flaw(AuditRecord record, boolean first) {
      if (last < 0) {
        return flawOfFirst(record);
      }
      if (anchor.filter(end -> end.contradicts(record)).isPresent()) {
        return Optional.of("the record is not the one at which retention stopped");
      }
      long follows = first && record.goesOnAfterFailure() ? record.sequence() - 1 : last;
      if (record.sequence() != follows + 1) {
        return Optional.of("records are missing before number " + record.sequence());
      }
      var expected = follows == 0 ? AuditLine.FIRST : hashes.getOrDefault(follows, "");
      return record.previous().equals(expected)
          ? Optional.empty()
          : Optional.of("the record does not follow the one before it");
    }

    /**
     * What retention took away ends at the anchor; whatever else is missing was not taken by it.
     */
    private Optional<String> flawOfFirst(AuditRecord record) {
      long taken = anchor.map(AuditAnchor::sequence).orElse(0L);
      if (record.sequence() > taken + 1) {
        return Optional.of("records are missing before number " + record.sequence());
      }
      if (record.sequence() == 1 || record.sequence() <= taken) {
        boolean begins = record.sequence() > 1 || record.previous().equals(AuditLine.FIRST);
        return begins ? Optional.empty() : Optional.of("the first record has a predecessor");
      }
      return anchor.filter(end -> end.hash().equals(record.previous())).isPresent()
          ? Optional.empty()
          : Optional.of("the record does not follow what retention took away");
    }

    private void accept(AuditRecord record) {
      last = record.sequence();
      hashes.put(record.sequence(), record.hash());
      records++;
      gaps += record.isGap() ? 1 : 0;
    }
  }
}
