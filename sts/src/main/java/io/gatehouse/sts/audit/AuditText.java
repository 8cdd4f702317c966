package io.gatehouse.sts.audit;

/**
 * Values as JSON strings that cannot mislead a reader: whatever ends a line, moves a cursor or
 * turns the reading direction is written as an escape, and a long value is cut.
 */
final class AuditText {
  private static final int MOST_BYTES = 1024;
  private static final String CUT = "...";

  private AuditText() {}

  static String quote(String value) {
    var json = new StringBuilder(value.length() + 2).append('"');
    int bytes = 0;
    for (int i = 0; i < value.length(); ) {
      int point = value.codePointAt(i);
      bytes += utf8Length(point);
      if (bytes > MOST_BYTES) {
        return json.append(CUT).append('"').toString();
      }
      append(json, point);
      i += Character.charCount(point);
    }
    return json.append('"').toString();
  }

  private static void append(StringBuilder json, int point) {
    if (point == '"' || point == '\\') {
      json.append('\\').append((char) point);
    } else if (isPlain(point)) {
      json.appendCodePoint(point);
    } else {
      for (char unit : Character.toChars(point)) {
        json.append(String.format("\\u%04x", (int) unit));
      }
    }
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static int utf8Length(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }
}
