package io.gatehouse.signing;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one bare item (RFC 9651 §4.2.3.1). */
final class BareItemParser {
  private final Cursor cursor;

  BareItemParser(Cursor cursor) {
    this.cursor = cursor;
  }

  BareItem bareItem() throws MalformedField {
    char c = cursor.peek();
    if (Syntax.isDigit(c) || c == '-') {
      return number();
    }
    if (Syntax.isTokenStart(c)) {
      return token();
    }
    return switch (c) {
      case '"' -> string();
      case ':' -> octets();
      case '?' -> truth();
      case '@' -> moment();
      case '%' -> display();
      default -> throw new MalformedField("a value of no known type");
    };
  }

  private BareItem number() throws MalformedField {
    int start = cursor.position();
    if (cursor.peek() == '-') {
      cursor.next();
    }
    int digits = cursor.digits();
    if (digits == 0 || digits > 15) {
      throw new MalformedField("a number of no or too many digits");
    }
    if (cursor.peek() != '.') {
      return new BareItem.Whole(Long.parseLong(cursor.since(start)));
    }
    cursor.next();
    int decimals = cursor.digits();
    if (digits > 12 || decimals == 0 || decimals > 3) {
      throw new MalformedField("a decimal of no or too many digits");
    }
    return new BareItem.Fraction(new BigDecimal(cursor.since(start)));
  }

  private BareItem string() throws MalformedField {
    var value = new StringBuilder();
    cursor.next();
    while (true) {
      char c = printable();
      if (c == '"') {
        return new BareItem.Text(value.toString());
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws MalformedField {
    char c = printable();
    if (c != '"' && c != '\\') {
      throw new MalformedField("an escape of a character that needs none");
    }
    return c;
  }

  // §4.2.5: control characters and bytes beyond ASCII end the parsing, the missing quote too.
  private char printable() throws MalformedField {
    char c = cursor.peek();
    if (!Syntax.isPrintableAscii(c)) {
      throw new MalformedField("a string that is not closed or not printable ASCII");
    }
    cursor.next();
    return c;
  }

  private BareItem token() {
    int start = cursor.position();
    while (Syntax.isTokenPart(cursor.peek())) {
      cursor.next();
    }
    return new BareItem.Token(cursor.since(start));
  }

  private BareItem octets() throws MalformedField {
    cursor.next();
    var bytes = Syntax.canonicalOctets(cursor.upTo(':'));
    if (bytes.isEmpty()) {
      throw new MalformedField("a byte sequence that is not canonical base64");
    }
    return BareItem.Octets.of(bytes.get());
  }

  private BareItem truth() throws MalformedField {
    cursor.next();
    char c = cursor.peek();
    if (c != '0' && c != '1') {
      throw new MalformedField("a boolean that is neither ?0 nor ?1");
    }
    cursor.next();
    return c == '1' ? BareItem.Truth.TRUE : new BareItem.Truth(false);
  }

  private BareItem moment() throws MalformedField {
    cursor.next();
    if (number() instanceof BareItem.Whole whole) {
      return new BareItem.Moment(whole.value());
    }
    throw new MalformedField("a date that is not an integer");
  }

  private BareItem display() throws MalformedField {
    cursor.next();
    if (cursor.peek() != '"') {
      throw new MalformedField("a display string without its quote");
    }
    cursor.next();
    var bytes = new ByteArrayOutputStream();
    while (true) {
      char c = printable();
      if (c == '"') {
        return new BareItem.Display(utf8(bytes.toByteArray()));
      }
      bytes.write(c == '%' ? percentOctet() : c);
    }
  }

  private int percentOctet() throws MalformedField {
    int high = lowerHex(printable());
    return high << 4 | lowerHex(printable());
  }

  // RFC 9651 §4.2.10: only lower case.
  private static int lowerHex(char c) throws MalformedField {
    int digit = Syntax.hex(c);
    if (digit < 0 || (c >= 'A' && c <= 'F')) {
      throw new MalformedField("a display string with a bad percent sequence");
    }
    return digit;
  }

  private static String utf8(byte[] bytes) throws MalformedField {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedField("a display string that is not UTF-8");
    }
  }
}
