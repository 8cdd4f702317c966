package io.gatehouse.web.wire;

import io.gatehouse.identity.HttpField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A head that passed the guard, as it came.
 *
 * @param target the request target
 * @param fields in their order, without the blanks around their values
 */
public record RawHead(String target, List<HttpField> fields) {
  /**
   * Of the bytes from the request line to the empty line, which the guard has found to be sound.
   */
  static RawHead of(byte[] bytes) {
    var lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    var fields = new ArrayList<HttpField>();
    for (int i = 1; !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      fields.add(
          new HttpField(lines[i].substring(0, colon), trimmed(lines[i].substring(colon + 1))));
    }
    return new RawHead(lines[0].split(" ", -1)[1], List.copyOf(fields));
  }

  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** What follows the first question mark; an empty query is not the same as none. */
  public Optional<String> query() {
    int mark = target.indexOf('?');
    return mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
  }
}
