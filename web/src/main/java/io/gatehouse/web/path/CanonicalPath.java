package io.gatehouse.web.path;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path that has exactly one reading, kept byte for byte as it was sent.
 *
 * <p>Nothing is decoded, merged or resolved between judgement and forwarding: what could be read in
 * two ways is refused instead. So percent-encoded unreserved characters ({@code %7E}, {@code %61})
 * are refused as well: RFC 3986 §6.2.2.2 calls them equal to the plain character, and a service
 * that follows it would see another path than the one that was judged. Case and a trailing slash
 * are significant.
 */
public final class CanonicalPath {
  private static final CanonicalPath ROOT = new CanonicalPath("/", List.of(""));

  private final String raw;
  private final List<String> segments;

  private CanonicalPath(String raw, List<String> segments) {
    this.raw = raw;
    this.segments = segments;
  }

  /** Reads the path part of a request target: everything before the first question mark. */
  public static PathReading read(String raw) {
    if (raw.isEmpty() || raw.charAt(0) != '/') {
      return new PathReading.Ambiguous("the path does not start with a slash");
    }
    if (raw.length() == 1) {
      return new PathReading.Canonical(ROOT);
    }
    return PathScan.problemIn(raw)
        .<PathReading>map(PathReading.Ambiguous::new)
        .orElseGet(() -> new PathReading.Canonical(split(raw)));
  }

  /** A path written in the program or its configuration, which must be canonical. */
  public static CanonicalPath of(String raw) {
    return switch (read(raw)) {
      case PathReading.Canonical canonical -> canonical.path();
      case PathReading.Ambiguous ambiguous ->
          throw new IllegalArgumentException(raw + ": " + ambiguous.reason());
    };
  }

  private static CanonicalPath split(String raw) {
    var segments = new ArrayList<String>(6);
    int start = 1;
    for (int slash = raw.indexOf('/', 1); slash >= 0; slash = raw.indexOf('/', start)) {
      segments.add(raw.substring(start, slash));
      start = slash + 1;
    }
    segments.add(raw.substring(start));
    return new CanonicalPath(raw, List.copyOf(segments));
  }

  /** The path as it was sent and as it is forwarded. */
  public String raw() {
    return raw;
  }

  /** The segments between the slashes, as sent; the last one is empty after a trailing slash. */
  public List<String> segments() {
    return segments;
  }

  /** A segment's text with its percent triplets decoded, for reading a value out of it. */
  public static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    var bytes = new byte[segment.length()];
    int length = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) Integer.parseInt(segment, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CanonicalPath path && path.raw.equals(raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  @Override
  public String toString() {
    return raw;
  }
}
