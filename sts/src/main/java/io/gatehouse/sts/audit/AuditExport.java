package io.gatehouse.sts.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads records of a range of time as they stand, so that their hashes can be checked elsewhere.
 */
public final class AuditExport {
  private static final int READ_AT_ONCE = 20_000;

  private final Path folder;

  public AuditExport(Path folder) {
    this.folder = folder;
  }

  /** From the first moment on, before the last. */
  public record Range(Instant from, Instant to) {
    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /**
   * Some lines, in the order of writing.
   *
   * @param next where to go on; empty at the end
   */
  public record Page(List<String> lines, Optional<String> next) {}

  /**
   * @param after empty at the beginning, else what {@link Page#next} said
   * @return empty when {@code after} names nothing of this log
   */
  public Optional<Page> page(Range range, String after, int most) {
    try {
      var segments = new ArrayList<Path>();
      for (var node : SegmentName.nodesIn(folder)) {
        segments.addAll(SegmentName.segmentsOf(folder, node));
      }
      return Cursor.in(segments, after).map(cursor -> read(segments, cursor, range, most));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A place between two lines. */
  private record Cursor(int segment, long offset) {
    static Optional<Cursor> in(List<Path> segments, String text) {
      if (text.isEmpty()) {
        return Optional.of(new Cursor(0, 0));
      }
      var colon = text.lastIndexOf(':');
      for (int i = 0; colon > 0 && i < segments.size(); i++) {
        var named = segments.get(i).getFileName().toString().equals(text.substring(0, colon));
        if (named && text.substring(colon + 1).matches("[0-9]{1,12}")) {
          return Optional.of(new Cursor(i, Long.parseLong(text.substring(colon + 1))));
        }
      }
      return Optional.empty();
    }
  }

  private static Page read(List<Path> segments, Cursor from, Range range, int most) {
    var lines = new ArrayList<String>();
    int left = READ_AT_ONCE;
    for (int i = from.segment(); i < segments.size(); i++) {
      try (var file = new RandomAccessFile(segments.get(i).toFile(), "r")) {
        file.seek(i == from.segment() ? from.offset() : 0);
        // Read into memory from here: one line at a time from a file is one call per byte.
        var rest = new byte[Math.toIntExact(Math.max(0, file.length() - file.getFilePointer()))];
        long base = file.getFilePointer();
        file.readFully(rest);
        int start = 0;
        for (int end = lineEnd(rest, 0); end >= 0; end = lineEnd(rest, start)) {
          if (lines.size() == most || left-- == 0) {
            var name = segments.get(i).getFileName();
            return new Page(List.copyOf(lines), Optional.of(name + ":" + (base + start)));
          }
          var line = new String(rest, start, end - start, StandardCharsets.UTF_8);
          AuditRecord.time(line).filter(range::holds).ifPresent(at -> lines.add(line));
          start = end + 1;
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return new Page(List.copyOf(lines), Optional.empty());
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
