package io.gatehouse.tokens.jwt;

import java.util.HexFormat;

/** Writes a {@link Json} value as compact text. */
final class JsonText {
  private static final HexFormat HEX = HexFormat.of();

  private JsonText() {}

  static void append(Json value, StringBuilder out) {
    switch (value) {
      case Json.Text(var text) -> quote(text, out);
      case Json.Whole(var number) -> out.append(number);
      case Json.Decimal(var spelling) -> out.append(spelling);
      case Json.Flag(var flag) -> out.append(flag);
      case Json.Nothing() -> out.append("null");
      case Json.Items items -> items(items, out);
      case Json.Members members -> members(members, out);
    }
  }

  private static void items(Json.Items items, StringBuilder out) {
    char before = '[';
    for (var item : items.values()) {
      out.append(before);
      append(item, out);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private static void members(Json.Members members, StringBuilder out) {
    char before = '{';
    for (var member : members.values().entrySet()) {
      out.append(before);
      quote(member.getKey(), out);
      out.append(':');
      append(member.getValue(), out);
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i), out);
    }
    out.append('"');
  }

  // RFC 8259 §7: the quote, the backslash and everything below U+0020 must be escaped.
  private static void character(char c, StringBuilder out) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (c < 0x20) {
      out.append("\\u").append(HEX.toHexDigits(c));
    } else {
      out.append(c);
    }
  }
}
