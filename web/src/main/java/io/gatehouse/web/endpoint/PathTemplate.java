package io.gatehouse.web.endpoint;

import io.gatehouse.web.path.CanonicalPath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path of literal segments and {@code {name}} segments. */
public final class PathTemplate {
  private final String text;
  private final List<String> segments;

  private PathTemplate(String text, List<String> segments) {
    this.text = text;
    this.segments = segments;
  }

  static PathTemplate of(String text) {
    // Braces are not path characters, so the rest is checked as the path it stands for.
    var _ = CanonicalPath.of(text.replace('{', '-').replace('}', '-'));
    return new PathTemplate(text, Arrays.asList(text.substring(1).split("/", -1)));
  }

  /** What the names captured, decoded; empty when the path is another one. */
  Optional<Map<String, String>> match(CanonicalPath path) {
    List<String> given = path.segments();
    if (given.size() != segments.size()) {
      return Optional.empty();
    }
    var captured = new HashMap<String, String>();
    for (int i = 0; i < segments.size(); i++) {
      String wanted = segments.get(i);
      if (isName(wanted) && !given.get(i).isEmpty()) {
        captured.put(wanted.substring(1, wanted.length() - 1), CanonicalPath.decode(given.get(i)));
      } else if (!wanted.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(captured);
  }

  boolean isLiteral() {
    return segments.stream().noneMatch(PathTemplate::isName);
  }

  /** Whether both could match one path, neither being more literal than the other. */
  boolean sameShape(PathTemplate other) {
    return shape().equals(other.shape());
  }

  private List<String> shape() {
    return segments.stream().map(segment -> isName(segment) ? "{}" : segment).toList();
  }

  private static boolean isName(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  @Override
  public String toString() {
    return text;
  }
}
