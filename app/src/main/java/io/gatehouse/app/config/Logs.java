package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.ByteSize;
import java.time.Duration;
import java.util.Optional;

/** What the node writes down. */
@Means("What the node writes down about its work.")
public record Logs(
    @Key(means = "How much it tells on standard output.", otherwise = "info") Level level,
    @Key(means = "Lines for people, or for programs.", otherwise = "text") Format format,
    @Key(means = "The log of decisions, behind `explain`.", otherwise = "{}") Decisions decisions,
    @Key(means = "The audit log.", otherwise = "{}") Audit audit) {

  /** The audit log. */
  @Means("Who did what, in a chain of hashes.")
  public record Audit(
      @Key(
              means = "How long records are kept, in whole days' files; at least 1d.",
              leftOut = "for ever",
              example = "400d")
          Optional<Duration> keep)
      implements Checked {
    @Override
    public void check(Complaints complaints) {
      if (keep.filter(time -> time.compareTo(Duration.ofDays(1)) < 0).isPresent()) {
        complaints.about(this, "keep", "This must be at least 1d.");
      }
    }
  }

  /** How much is told. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** How it is told. */
  public enum Format {
    TEXT,
    JSON
  }

  /** The decision log. */
  @Means("One line for each decision of the gateway.")
  public record Decisions(
      @Key(means = "How long lines are kept.", otherwise = "7d") Duration keep,
      @Key(means = "How much room they may take.", otherwise = "1GiB") ByteSize size,
      @Key(means = "Keep query strings too; they may hold personal data.", otherwise = "false")
          boolean query) {}
}
