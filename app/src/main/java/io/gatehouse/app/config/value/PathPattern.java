package io.gatehouse.app.config.value;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a route matches: {@code /orders}, {@code /orders/*} for one more segment, {@code /orders/**}
 * for it and everything below. Case counts, and so does a trailing slash.
 */
public record PathPattern(String text) {
  public static final String FORM = "/[^ ?#%\\\\]*";
  public static final String WORDS = "a path such as /orders, /orders/* or /orders/**";

  private static final Pattern PATH = Pattern.compile(FORM);
  private static final Pattern LITERAL = Pattern.compile("[^*{};]*");

  public static Parsed<PathPattern> parse(String text) {
    if (!PATH.matcher(text).matches()) {
      return Parsed.bad("Expected " + WORDS + ", without %, query, fragment or spaces.");
    }
    var pattern = new PathPattern(text);
    var segments = pattern.segments();
    var inner = segments.subList(0, segments.size() - 1);
    if (inner.stream().anyMatch(s -> s.isEmpty() || s.equals("**"))) {
      return Parsed.bad("`//` never matches, and `**` may stand only at the end.");
    }
    if (segments.stream().anyMatch(s -> s.equals(".") || s.equals(".."))) {
      return Parsed.bad("`.` and `..` never reach a route.");
    }
    return segments.stream().allMatch(PathPattern::wellFormed)
        ? Parsed.good(pattern)
        : Parsed.bad("A segment is a literal without `;{}`, or `*`, or `**` at the end.");
  }

  private static boolean wellFormed(String segment) {
    return isWild(segment) || LITERAL.matcher(segment).matches();
  }

  private static boolean isWild(String segment) {
    return segment.equals("*") || segment.equals("**");
  }

  public List<String> segments() {
    return List.of(text.substring(1).split("/", -1));
  }

  private boolean open() {
    return text.endsWith("/**");
  }

  private List<String> fixed() {
    var all = segments();
    return open() ? all.subList(0, all.size() - 1) : all;
  }

  /** True when every path of the other is one of this pattern too. */
  public boolean contains(PathPattern other) {
    var mine = fixed();
    var theirs = other.fixed();
    var longEnough = open() ? theirs.size() >= mine.size() : theirs.size() == mine.size();
    return longEnough && (open() || !other.open()) && meet(mine, theirs, PathPattern::covers);
  }

  /** True when some path is one of both. */
  public boolean overlaps(PathPattern other) {
    var mine = fixed();
    var theirs = other.fixed();
    var canBeAsLong =
        mine.size() == theirs.size() || (mine.size() < theirs.size() ? open() : other.open());
    return canBeAsLong && meet(mine, theirs, (a, b) -> covers(a, b) || covers(b, a));
  }

  private static boolean meet(
      List<String> mine, List<String> theirs, BiPredicate<String, String> segments) {
    return IntStream.range(0, Math.min(mine.size(), theirs.size()))
        .allMatch(i -> segments.test(mine.get(i), theirs.get(i)));
  }

  private static boolean covers(String pattern, String segment) {
    return pattern.equals("*") ? !segment.isEmpty() : pattern.equals(segment);
  }
}
