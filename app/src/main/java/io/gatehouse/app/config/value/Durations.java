package io.gatehouse.app.config.value;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times written with their unit: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 8h}, {@code 7d}.
 */
public final class Durations {
  public static final String FORM = "[0-9]{1,9}(ms|s|m|h|d)";
  public static final String WORDS = "a time with its unit, such as 250ms, 30s, 5m, 8h or 7d";

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private Durations() {}

  public static Parsed<Duration> parse(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) {
      return Parsed.bad("Expected " + WORDS + ".");
    }
    return Parsed.good(unit(match.group(2)).orElseThrow().multipliedBy(number(match.group(1))));
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  static Optional<Duration> unit(String unit) {
    return switch (unit) {
      case "ms" -> Optional.of(Duration.ofMillis(1));
      case "s", "sec", "second" -> Optional.of(Duration.ofSeconds(1));
      case "m", "min", "minute" -> Optional.of(Duration.ofMinutes(1));
      case "h", "hour" -> Optional.of(Duration.ofHours(1));
      case "d", "day" -> Optional.of(Duration.ofDays(1));
      default -> Optional.empty();
    };
  }
}
