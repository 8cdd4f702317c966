package io.gatehouse.app.config.value;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers of calls: {@code 100}, {@code 5k}, {@code 1M}. */
final class Count {
  static final String FORM = "[0-9]{1,9}[kMG]?";

  private static final Pattern COUNT = Pattern.compile("([0-9]{1,9})([kMG]?)");

  private Count() {}

  /** Empty when it is no number, or zero. */
  static Optional<Long> parse(String text) {
    var match = COUNT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var count = Long.parseLong(match.group(1)) * factor(match.group(2));
    return count == 0 ? Optional.empty() : Optional.of(count);
  }

  private static long factor(String letter) {
    return switch (letter) {
      case "k" -> 1_000L;
      case "M" -> 1_000_000L;
      case "G" -> 1_000_000_000L;
      default -> 1L;
    };
  }
}
