package io.gatehouse.app.config.value;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** So many calls per time: {@code 100/min}, {@code 5/10s}, {@code 2k/h}. */
public record Rate(long count, Duration per) {
  public static final String FORM =
      Count.FORM + "/([0-9]{0,6}(ms|s|m|h|d)|sec|second|min|minute|hour|day)";
  public static final String WORDS = "calls per time, such as 100/min or 5/10s";

  private static final Pattern RATE = Pattern.compile("([^/]+)/([0-9]{0,6})([a-z]+)");

  public static Parsed<Rate> parse(String text) {
    var match = RATE.matcher(text);
    return match.matches() ? read(match.group(1), match.group(2), match.group(3)) : wrong();
  }

  private static Parsed<Rate> read(String count, String many, String unit) {
    var calls = Count.parse(count);
    var times = many.isEmpty() ? Optional.of(1L) : Count.parse(many);
    var one = Durations.unit(unit);
    return calls.isEmpty() || times.isEmpty() || one.isEmpty()
        ? wrong()
        : Parsed.good(new Rate(calls.get(), one.get().multipliedBy(times.get())));
  }

  private static Parsed<Rate> wrong() {
    return Parsed.bad("Expected " + WORDS + "; neither number may be zero.");
  }
}
