package io.gatehouse.sts.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        var walk = new Walk();
        for (Path segment : SegmentName.segmentsOf(folder, node)) {
          var broken = walk.segment(segment);
          if (broken.isPresent()) {
            return broken.get();
          }
        }
        records += walk.records;
        gaps += walk.gaps;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Verdict.Intact(records, gaps);
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
    private long last = -1;
    private long records;
    private long gaps;

    Optional<Verdict.Broken> segment(Path file) throws IOException {
      long number = 0;
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          number++;
          var record = AuditRecord.parse(line);
          var flaw =
              record.isEmpty()
                  ? Optional.of("the record was changed or is not whole")
                  : flaw(record.get(), number == 1);
          if (flaw.isPresent()) {
            return Optional.of(new Verdict.Broken(file, number, flaw.get()));
          }
          record.ifPresent(this::accept);
        }
      } catch (java.nio.charset.MalformedInputException notText) {
        return Optional.of(new Verdict.Broken(file, number + 1, "the record is not text"));
      }
      return Optional.empty();
    }

    private Optional<String> flaw(AuditRecord record, boolean first) {
      if (last < 0) {
        // Older segments may have been archived; a chain that starts at one starts at nothing.
        boolean plausible = record.sequence() > 1 || record.previous().equals(AuditLine.FIRST);
        return plausible ? Optional.empty() : Optional.of("the first record has a predecessor");
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

    private void accept(AuditRecord record) {
      last = record.sequence();
      hashes.put(record.sequence(), record.hash());
      records++;
      gaps += record.isGap() ? 1 : 0;
    }
  }
}
