package io.gatehouse.web.endpoint;

/** Text as a JSON string (RFC 8259 §7). */
final class JsonText {
  private JsonText() {}

  static String quote(String text) {
    var json = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      append(json, text.charAt(i));
    }
    return json.append('"').toString();
  }

  private static void append(StringBuilder json, char c) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      default -> {
        // Angle brackets as escapes: the text stays harmless where something sniffs it as HTML.
        if (c < 0x20 || c == 0x7f || c == '<' || c == '>' || Character.isSurrogate(c)) {
          json.append(String.format("\\u%04x", (int) c));
        } else {
          json.append(c);
        }
      }
    }
  }
}
