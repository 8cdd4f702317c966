package io.gatehouse.gateway.route;

import io.gatehouse.web.path.CanonicalPath;
import io.gatehouse.web.path.PathReading;
import java.util.List;
import java.util.Optional;

/**
 * Which paths a route is for: literal segments, {@code *} for one segment that is not empty, and
 * {@code **} at the end for any number of them, none included.
 *
 * <p>Whole segments are compared, byte for byte: {@code /api/**} is for {@code /api} and {@code
 * /api/x}, never for {@code /apix} or {@code /API}.
 */
public final class PathPattern {
  private static final String ONE = "*";
  private static final String REST = "**";

  private final String text;
  private final List<String> segments;
  private final boolean open;

  private PathPattern(String text, List<String> segments, boolean open) {
    this.text = text;
    this.segments = segments;
    this.open = open;
  }

  /** The pattern, or empty when it is no canonical path with stars as whole segments. */
  static Optional<PathPattern> parse(String text) {
    if (!(CanonicalPath.read(text) instanceof PathReading.Canonical(var path))) {
      return Optional.empty();
    }
    boolean open = path.segments().getLast().equals(REST);
    var fixed = open ? path.segments().subList(0, path.segments().size() - 1) : path.segments();
    var starred = fixed.stream().filter(segment -> !segment.equals(ONE));
    return starred.anyMatch(segment -> segment.contains("*"))
        ? Optional.empty()
        : Optional.of(new PathPattern(text, List.copyOf(fixed), open));
  }

  boolean matches(List<String> path) {
    if (open ? path.size() < segments.size() : path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!covers(segments.get(i), path.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean covers(String pattern, String segment) {
    return pattern.equals(ONE) ? !segment.isEmpty() : pattern.equals(segment);
  }

  /** Whether every path of {@code other} is one of this pattern too. */
  boolean contains(PathPattern other) {
    if (!open && (other.open || other.segments.size() != segments.size())) {
      return false;
    }
    if (other.segments.size() < segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!covers(segments.get(i), other.segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether some path is matched by both. */
  boolean overlaps(PathPattern other) {
    int common = Math.min(segments.size(), other.segments.size());
    if ((segments.size() > common && !other.open) || (other.segments.size() > common && !open)) {
      return false;
    }
    for (int i = 0; i < common; i++) {
      var mine = segments.get(i);
      if (!covers(mine, other.segments.get(i)) && !covers(other.segments.get(i), mine)) {
        return false;
      }
    }
    return true;
  }

  /** The first segment when it is literal: what an index can be made of. */
  Optional<String> firstLiteral() {
    return segments.isEmpty() || segments.getFirst().equals(ONE)
        ? Optional.empty()
        : Optional.of(segments.getFirst());
  }

  @Override
  public String toString() {
    return text;
  }
}
