package io.gatehouse.signing;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a JSON object whose values are all strings (RFC 8259). */
final class FlatJson {
  private final Cursor cursor;

  private FlatJson(String text) {
    this.cursor = new Cursor(text);
  }

  /** Empty when the text is anything else, or names a key twice. */
  static Optional<Map<String, String>> read(String text) {
    try {
      return Optional.of(new FlatJson(text).object());
    } catch (MalformedField e) {
      return Optional.empty();
    }
  }

  private Map<String, String> object() throws MalformedField {
    var entries = new TreeMap<String, String>();
    expect('{');
    do {
      var key = string();
      expect(':');
      if (entries.put(key, string()) != null) {
        throw new MalformedField("a key that comes twice");
      }
    } while (separated());
    expect('}');
    skipBlanks();
    if (!cursor.atEnd()) {
      throw new MalformedField("text after the object");
    }
    return entries;
  }

  private boolean separated() {
    skipBlanks();
    if (cursor.peek() != ',') {
      return false;
    }
    cursor.next();
    return true;
  }

  private void expect(char c) throws MalformedField {
    skipBlanks();
    if (cursor.next() != c) {
      throw new MalformedField("not the character expected");
    }
  }

  private String string() throws MalformedField {
    expect('"');
    var value = new StringBuilder();
    while (cursor.peek() != '"') {
      if (cursor.atEnd()) {
        throw new MalformedField("a string that is not closed");
      }
      char c = cursor.next();
      value.append(c == '\\' ? escaped() : c);
    }
    cursor.next();
    return value.toString();
  }

  private char escaped() throws MalformedField {
    char c = cursor.next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> throw new MalformedField("an unknown escape");
    };
  }

  private char unicode() throws MalformedField {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Syntax.hex(cursor.next());
      if (digit < 0) {
        throw new MalformedField("an unknown escape");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private void skipBlanks() {
    while (" \t\r\n".indexOf(cursor.peek()) >= 0) {
      cursor.next();
    }
  }
}
