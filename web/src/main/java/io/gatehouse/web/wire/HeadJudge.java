package io.gatehouse.web.wire;

import io.gatehouse.identity.HttpField;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Judges the fields of an HTTP/2 request: what only HTTP/2 can get wrong here, everything else by
 * the very scanner that judges HTTP/1.1, on the head that the same request would have there.
 */
final class HeadJudge {
  private static final List<String> PSEUDO = List.of(":method", ":scheme", ":authority", ":path");

  private final WireLimits limits;

  HeadJudge(WireLimits limits) {
    this.limits = limits;
  }

  /** Empty when the fields are not those of a request (RFC 9113 §8.1.1). */
  Optional<Http2Head> request(List<HttpField> fields) {
    var pseudo = new String[PSEUDO.size()];
    var rest = new ArrayList<HttpField>(fields.size());
    var cookies = new StringJoiner("; ");
    boolean sound = true;
    for (var field : fields) {
      if (field.name().startsWith(":")) {
        sound &= rest.isEmpty() && cookies.length() == 0 && takePseudo(field, pseudo);
      } else if (isSound(field) && !Http2Head.isOfConnection(field.name(), field.value())) {
        // RFC 9113 §8.2.3: crumbs become one cookie again where HTTP/2 ends.
        if (field.name().equals("cookie")) {
          cookies.add(field.value());
        } else {
          rest.add(field);
        }
      } else {
        sound = false;
      }
    }
    if (cookies.length() > 0) {
      rest.add(new HttpField("cookie", cookies.toString()));
    }
    return sound ? head(pseudo, rest) : Optional.empty();
  }

  private static boolean takePseudo(HttpField field, String[] into) {
    int place = PSEUDO.indexOf(field.name());
    boolean fits =
        place >= 0 && into[place] == null && isPlain(field.value()) && !field.value().isEmpty();
    if (fits) {
      into[place] = field.value();
    }
    return fits;
  }

  // No blank and no control character: the request line has no other marks between its parts.
  private static boolean isPlain(String value) {
    return value.chars().allMatch(c -> c < 0x100 && ByteClass.is(c, ByteClass.TEXT));
  }

  /** RFC 9113 §8.2.1. */
  static boolean isSound(HttpField field) {
    String name = field.name();
    String value = field.value();
    return !name.isEmpty()
        && name.chars()
            .allMatch(c -> c < 0x80 && ByteClass.is(c, ByteClass.TOKEN) && (c < 'A' || c > 'Z'))
        && value.chars().allMatch(c -> c < 0x100 && ByteClass.is(c, ByteClass.VALUE))
        && value.strip().length() == value.length();
  }

  private Optional<Http2Head> head(String[] pseudo, List<HttpField> fields) {
    String method = pseudo[0];
    String scheme = pseudo[1];
    String authority = pseudo[2];
    String path = pseudo[3];
    if (method == null || authority == null || !isToken(method)) {
      return Optional.empty();
    }
    if (method.equals("CONNECT") && scheme == null && path == null) {
      // RFC 9113 §8.5: it names no path; the answer is the one that it has everywhere.
      path = "/";
    } else if (scheme == null || path == null || !scheme.equals("https")) {
      return Optional.empty();
    }
    return judged(method, path, withHost(authority, fields));
  }

  private static boolean isToken(String text) {
    return text.chars().allMatch(c -> c < 0x80 && ByteClass.is(c, ByteClass.TOKEN));
  }

  // RFC 9113 §8.3.1: a Host field that says the same is dropped; one that differs stays, and the
  // scanner finds two.
  private static List<HttpField> withHost(String authority, List<HttpField> fields) {
    var all = new ArrayList<HttpField>(fields.size() + 1);
    all.add(new HttpField("host", authority));
    for (var field : fields) {
      if (!field.name().equals("host") || !field.value().equalsIgnoreCase(authority)) {
        all.add(field);
      }
    }
    return List.copyOf(all);
  }

  private Optional<Http2Head> judged(String method, String path, List<HttpField> fields) {
    var text = new StringBuilder(256);
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    for (var field : fields) {
      text.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    var bytes = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    var scanner = new WireScanner(limits);
    scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length);
    var fault = scanner.fault();
    return fault == Fault.LENGTH_VALUE || fault == Fault.LENGTH_REPEATED
        ? Optional.empty()
        : Optional.of(new Http2Head(method, new RawHead(path, fields), fault, length(fields)));
  }

  private static long length(List<HttpField> fields) {
    for (var field : fields) {
      if (field.name().equals("content-length")) {
        return stated(field.value());
      }
    }
    return -1;
  }

  // A head that the scanner stopped in earlier may still hold anything.
  private static long stated(String digits) {
    boolean number = !digits.isEmpty() && digits.length() <= 18;
    return number && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Long.parseLong(digits)
        : -2;
  }

  /** Whether these may follow a request's content: nothing that is of a head. */
  static boolean areTrailers(List<HttpField> fields) {
    return fields.stream()
        .allMatch(field ->
            isSound(field)
                && !Http2Head.isOfConnection(field.name(), field.value())
                && !field.name().equals("content-length")
                && !field.name().equals("host"));
  }
}
