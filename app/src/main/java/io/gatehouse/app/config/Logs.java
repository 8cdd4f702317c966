package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.ByteSize;
import java.time.Duration;

/** What the node writes down. */
@Means("What the node writes down about its work.")
public record Logs(
    @Key(means = "How much it tells on standard output.", otherwise = "info") Level level,
    @Key(means = "Lines for people, or for programs.", otherwise = "text") Format format,
    @Key(means = "The log of decisions, behind `explain`.", otherwise = "{}") Decisions decisions) {

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
