package io.gatehouse.app.config.value;

import java.util.Map;
import java.util.regex.Pattern;

/** A number of bytes, written with its unit: {@code 512B}, {@code 64KiB}, {@code 1MiB}. */
public record ByteSize(long bytes) {
  public static final String FORM = "[0-9]{1,9}(B|KiB|MiB|GiB)";
  public static final String WORDS = "a size with its unit, such as 64KiB or 1MiB";

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");
  private static final Map<String, Integer> SHIFT = Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30);

  public static Parsed<ByteSize> parse(String text) {
    var match = SIZE.matcher(text);
    if (!match.matches()) {
      return Parsed.bad("Expected " + WORDS + "; the units are B, KiB, MiB and GiB.");
    }
    var shift = SHIFT.getOrDefault(match.group(2), 0);
    return Parsed.good(new ByteSize(Long.parseLong(match.group(1)) << shift));
  }
}
