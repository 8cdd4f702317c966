package io.gatehouse.app.config.value;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a route matches: {@code /orders}, {@code /orders/*} or {@code /orders/{id}} for one segment,
 * {@code /orders/**} for everything below. Case counts, and so does a trailing slash.
 */
public record PathPattern(String text) {
  public static final String FORM = "/[^ ?#%\\\\]*";
  public static final String WORDS = "a path such as /orders, /orders/{id} or /orders/**";

  private static final Pattern PATH = Pattern.compile(FORM);
  private static final Pattern NAMED = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_]*}");
  private static final Pattern LITERAL = Pattern.compile("[^*{}]*");

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
        : Parsed.bad("A segment is a literal, `*`, `{name}`, or `**` at the end.");
  }

  private static boolean wellFormed(String segment) {
    return isWild(segment) || LITERAL.matcher(segment).matches();
  }

  private static boolean isWild(String segment) {
    return segment.equals("*") || segment.equals("**") || NAMED.matcher(segment).matches();
  }

  public List<String> segments() {
    return List.of(text.substring(1).split("/", -1));
  }

  /** Equal for patterns that match the same paths: the names of segments do not count. */
  public String shape() {
    return segments().stream()
        .map(segment -> NAMED.matcher(segment).matches() ? "*" : segment)
        .collect(Collectors.joining("/", "/", ""));
  }
}
