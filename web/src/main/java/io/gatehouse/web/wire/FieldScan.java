package io.gatehouse.web.wire;

import java.nio.ByteBuffer;

/** The field lines of a head or of a trailer section (RFC 9112 §5), resumable at every byte. */
final class FieldScan {
  private enum At {
    LINE_START,
    NAME,
    VALUE,
    LINE_FEED,
    LAST_LINE_FEED,
    DONE
  }

  private final int most;
  private final KnownValue known = new KnownValue();
  private final Blanks blanks = new Blanks();
  private At at = At.LINE_START;
  private Fault fault = Fault.NONE;
  private KnownField field = KnownField.OTHER;
  private int nameLength;
  private int lines;
  private boolean trailers;

  FieldScan(int most) {
    this.most = most;
  }

  /** Begins the fields of a head. */
  void head(String authority) {
    known.reset(authority);
    blanks.head();
    begin(false);
  }

  /** Begins a trailer section, in which no field that frames the message may stand. */
  void trailers() {
    begin(true);
  }

  private void begin(boolean ofTrailers) {
    at = At.LINE_START;
    lines = 0;
    trailers = ofTrailers;
  }

  Fault fault() {
    return fault;
  }

  boolean isDone() {
    return at == At.DONE;
  }

  /** Some value of this head has blanks that the parser will not hand on as they came. */
  boolean hasOddBlanks() {
    return blanks.areOdd();
  }

  KnownValue known() {
    return known;
  }

  int scan(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to && fault == Fault.NONE && at != At.DONE) {
      p =
          switch (at) {
            case LINE_START -> lineStart(bytes.get(p), p);
            case NAME -> name(bytes, p, to);
            case VALUE -> value(bytes, p, to);
            case LINE_FEED -> lineFeed(bytes.get(p), p, At.LINE_START);
            case LAST_LINE_FEED -> lineFeed(bytes.get(p), p, At.DONE);
            case DONE -> p;
          };
    }
    return p;
  }

  private int lineStart(int octet, int p) {
    if (octet == '\r') {
      at = At.LAST_LINE_FEED;
      return p + 1;
    }
    if (!ByteClass.is(octet, ByteClass.TOKEN)) {
      // RFC 9112 §5.2: a folded line is refused, not unfolded.
      fault = octet == ' ' || octet == '\t' ? Fault.FIELD_FOLDED : notAName(octet);
      return p;
    }
    field = KnownField.startingWith(octet);
    nameLength = 0;
    at = At.NAME;
    lines++;
    if (lines > most) {
      fault = Fault.FIELDS_MANY;
    }
    return p;
  }

  private static Fault notAName(int octet) {
    return octet == '\n' ? Fault.LINE_END : Fault.FIELD_LINE;
  }

  private int name(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to && field != KnownField.OTHER && field.hasLetter(nameLength, bytes.get(p))) {
      p++;
      nameLength++;
    }
    if (p < to && (field == KnownField.OTHER || bytes.get(p) != ':')) {
      field = KnownField.OTHER;
      while (p < to && ByteClass.is(bytes.get(p), ByteClass.TOKEN)) {
        p++;
      }
    }
    return p < to ? nameEnd(bytes.get(p), p) : p;
  }

  private int nameEnd(int octet, int p) {
    if (octet != ':') {
      fault = notAName(octet);
      return p;
    }
    if (!field.hasLength(nameLength)) {
      field = KnownField.OTHER;
    }
    at = At.VALUE;
    blanks.value();
    if (field != KnownField.OTHER) {
      fault = trailers ? Fault.TRAILER : known.begin(field);
    }
    return p + 1;
  }

  private int value(ByteBuffer bytes, int from, int to) {
    int p = from;
    if (field == KnownField.OTHER) {
      p = blanks.take(bytes, from, to);
    } else {
      while (p < to && fault == Fault.NONE && ByteClass.is(bytes.get(p), ByteClass.VALUE)) {
        fault = known.take(bytes.get(p) & 0xff);
        p++;
      }
    }
    return p < to && fault == Fault.NONE ? valueEnd(bytes.get(p), p) : p;
  }

  private int valueEnd(int octet, int p) {
    if (octet != '\r') {
      fault = notAName(octet);
      return p;
    }
    at = At.LINE_FEED;
    if (field != KnownField.OTHER) {
      fault = known.end();
    }
    return p + 1;
  }

  private int lineFeed(int octet, int p, At next) {
    at = next;
    fault = octet == '\n' ? Fault.NONE : Fault.LINE_END;
    return p + 1;
  }
}
