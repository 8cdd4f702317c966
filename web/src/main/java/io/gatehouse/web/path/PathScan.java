package io.gatehouse.web.path;

import java.util.Optional;

/** Finds what would let two readers of one path disagree. */
final class PathScan {
  /** RFC 3986 §3.3 pchar without the percent sign and without the semicolon. */
  private static final String PLAIN_MARKS = "-._~!$&'()*+,=:@";

  private final String path;

  private PathScan(String path) {
    this.path = path;
  }

  static Optional<String> problemIn(String path) {
    var scan = new PathScan(path);
    return scan.characters().or(scan::segments);
  }

  private Optional<String> characters() {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        int octets = EncodedText.length(path, i);
        if (octets <= 0) {
          return Optional.of(EncodedText.reason(octets));
        }
        i += octets * 3 - 1;
      } else if (c != '/' && !isPlain(c)) {
        return Optional.of(reason(c));
      }
    }
    return Optional.empty();
  }

  private static String reason(char c) {
    return switch (c) {
      // RFC 3986 §3.3 leaves parameters to each server; some cut them off before matching.
      case ';' -> "a semicolon in a segment";
      case '\\' -> "a backslash in the path";
      default -> "a character that a path may not hold";
    };
  }

  private Optional<String> segments() {
    int start = 1;
    while (start <= path.length()) {
      int end = path.indexOf('/', start);
      int stop = end < 0 ? path.length() : end;
      if (stop == start && end >= 0) {
        return Optional.of("an empty segment");
      }
      if (isDots(start, stop)) {
        return Optional.of("a dot segment");
      }
      start = stop + 1;
    }
    return Optional.empty();
  }

  private boolean isDots(int start, int stop) {
    int length = stop - start;
    return (length == 1 || length == 2)
        && path.charAt(start) == '.'
        && path.charAt(stop - 1) == '.';
  }

  static boolean isPlain(char c) {
    return isUnreservedLetter(c) || PLAIN_MARKS.indexOf(c) >= 0;
  }

  private static boolean isUnreservedLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
