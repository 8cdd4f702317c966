package io.gatehouse.gateway.decision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the decision log: a growing one, and full ones that are deleted by age and size. */
public final class Segments implements AutoCloseable {
  private final Path folder;
  private final Keep keep;
  private final InstantSource clock;
  private Segment current;

  /** Opens the log in a folder that exists; a start always begins a new segment. */
  public static Segments open(Path folder, Keep keep, InstantSource clock) throws IOException {
    return new Segments(folder, keep, clock);
  }

  private Segments(Path folder, Keep keep, InstantSource clock) throws IOException {
    this.folder = folder;
    this.keep = keep;
    this.clock = clock;
    this.current = Segment.create(folder, clock.instant());
  }

  /**
   * How much is kept.
   *
   * @param segmentBytes when a new segment begins
   */
  public record Keep(Duration age, long bytes, int segmentBytes) {
    /** A week, at most 1 GiB, in files of 16 MiB. */
    public static final Keep A_WEEK = new Keep(Duration.ofDays(7), 1L << 30, 16 << 20);
  }

  /** A line with the id that finds it. */
  record Line(String id, byte[] bytes) {}

  synchronized void append(List<Line> lines) throws IOException {
    if (current.isAsBigAs(keep.segmentBytes()) || isOld(current.begun())) {
      current.close();
      current = Segment.create(folder, clock.instant());
      dropOld();
    }
    current.append(lines);
  }

  // A day at most: a segment is deleted as a whole when its youngest line is too old.
  private boolean isOld(Instant begun) {
    return begun.plus(keep.age().dividedBy(7)).isBefore(clock.instant());
  }

  private void dropOld() throws IOException {
    long bytes = 0;
    var oldest = clock.instant().minus(keep.age());
    for (var file : filesNewestFirst()) {
      bytes += Files.size(file);
      if (bytes > keep.bytes() || Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
        Segment.delete(file);
      }
    }
  }

  synchronized Optional<String> find(String id) throws IOException {
    var inCurrent = current.find(id);
    if (inCurrent.isPresent()) {
      return inCurrent;
    }
    for (var file : filesNewestFirst()) {
      var line = file.equals(current.file()) ? Optional.<String>empty() : Segment.find(file, id);
      if (line.isPresent()) {
        return line;
      }
    }
    return Optional.empty();
  }

  private List<Path> filesNewestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      var segments = new ArrayList<>(files.filter(Segment::isSegment).toList());
      segments.sort(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed());
      return segments;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    current.close();
  }
}
