package io.gatehouse.signing;

/** A position in a text that is read once from left to right. */
final class Cursor {
  /** No character of any field value. */
  private static final char END = '\uffff';

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return atEnd() ? END : text.charAt(at);
  }

  char next() {
    char c = peek();
    at++;
    return c;
  }

  int position() {
    return at;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  /** What stands before the next such character, which is consumed too. */
  String upTo(char end) throws MalformedField {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw new MalformedField("a value that is not closed");
    }
    var before = text.substring(at, found);
    at = found + 1;
    return before;
  }

  /** Skips digits and counts them. */
  int digits() {
    int start = at;
    while (Syntax.isDigit(peek())) {
      at++;
    }
    return at - start;
  }

  void skipSpaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  void skipWhitespace() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }
}
