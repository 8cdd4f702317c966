package io.gatehouse.app.config.yaml;

import io.gatehouse.identity.SourcePosition;
import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param path such as {@code routes[0].to}; empty for the file as a whole
 * @param message a sentence: what is wrong
 * @param suggestion what to write instead, where that is known
 */
public record Flaw(SourcePosition at, String path, String message, Optional<String> suggestion) {
  /** The order in which a person reads the file. */
  public static final Comparator<Flaw> IN_ORDER =
      Comparator.<Flaw>comparingInt(flaw -> flaw.at().line())
          .thenComparingInt(flaw -> flaw.at().column())
          .thenComparing(Flaw::path)
          .thenComparing(Flaw::message);

  @Override
  public String toString() {
    var where = path.isEmpty() ? "" : " " + path + ":";
    return at + ":" + where + " " + message + suggestion.map(text -> " " + text).orElse("");
  }
}
