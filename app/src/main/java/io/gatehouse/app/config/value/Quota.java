package io.gatehouse.app.config.value;

import io.gatehouse.identity.QuotaLedger.Window;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** So many calls per calendar window: {@code 1M/month}, {@code 10k/day}. */
public record Quota(long count, Window window) {
  public static final String FORM = Count.FORM + "/(hour|day|month)";
  public static final String WORDS = "calls per calendar window, such as 1M/month or 10k/day";

  private static final Pattern QUOTA = Pattern.compile("([^/]+)/(hour|day|month)");

  public static Parsed<Quota> parse(String text) {
    var match = QUOTA.matcher(text);
    var count = match.matches() ? Count.parse(match.group(1)) : Optional.<Long>empty();
    if (count.isEmpty()) {
      return Parsed.bad("Expected " + WORDS + "; the windows are hour, day and month.");
    }
    var window = Window.valueOf(match.group(2).toUpperCase(Locale.ROOT));
    return Parsed.good(new Quota(count.get(), window));
  }
}
