package io.gatehouse.mtls.path;

import io.gatehouse.mtls.UnusableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revocation lists that follow their files. A change is taken over whole or not at all; while a
 * file cannot be used, what was read last stays in force. Thread-safe.
 */
public final class WatchedLists implements Supplier<RevocationLists> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedLists.class);

  private final List<Path> files;
  private final TrustedAuthorities authorities;
  private final InstantSource clock;
  private volatile RevocationLists lists;
  private List<Stamp> seen;

  /**
   * Reads the files.
   *
   * @throws UnusableFile when one cannot be used
   */
  public WatchedLists(List<Path> files, TrustedAuthorities authorities, InstantSource clock) {
    this.files = List.copyOf(files);
    this.authorities = authorities;
    this.clock = clock;
    this.seen = stamps();
    this.lists = RevocationLists.read(files, authorities, clock.instant());
  }

  @Override
  public RevocationLists get() {
    return lists;
  }

  /** Reads the files again when one of them changed. May block; app calls it every second. */
  public synchronized void refresh() {
    var now = stamps();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      lists = RevocationLists.read(files, authorities, clock.instant());
      LOG.info("revocation lists read again: {}", files);
    } catch (UnusableFile broken) {
      LOG.error("revocation lists are kept as they were: {}", broken.getMessage());
    }
  }

  private List<Stamp> stamps() {
    return files.stream().map(Stamp::of).toList();
  }

  /** What tells one content of a file from another without reading it. */
  private record Stamp(String facts) {
    static Stamp of(Path file) {
      try {
        var facts = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
            facts.lastModifiedTime()
                + " "
                + facts.size()
                + " "
                + Objects.requireNonNullElse(facts.fileKey(), ""));
      } catch (IOException gone) {
        return new Stamp("unreadable");
      }
    }
  }
}
