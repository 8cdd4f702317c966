package io.gatehouse.web.wire;

import java.nio.ByteBuffer;

/** One request line (RFC 9112 §3), resumable at every byte. */
final class RequestLineScan {
  private enum At {
    METHOD,
    TARGET_START,
    ABSOLUTE,
    STAR,
    TARGET,
    PERCENT_HIGH,
    PERCENT_LOW,
    VERSION,
    LINE_FEED,
    DONE
  }

  private static final int LONGEST_METHOD = 24;

  private final int targetLimit;
  private final AbsoluteTarget absolute = new AbsoluteTarget();
  private At at = At.METHOD;
  private Fault fault = Fault.NONE;
  private Verb verb = Verb.UNKNOWN;
  private long word;
  private int count;
  private int targetBytes;
  private boolean old;
  private boolean markLast;

  RequestLineScan(int targetLimit) {
    this.targetLimit = targetLimit;
  }

  void reset() {
    at = At.METHOD;
    word = 0;
    count = 0;
    targetBytes = 0;
    old = false;
    markLast = false;
    absolute.reset();
  }

  Fault fault() {
    return fault;
  }

  boolean isDone() {
    return at == At.DONE;
  }

  boolean isUntouched() {
    return at == At.METHOD && count == 0;
  }

  /** HTTP/1.0. */
  boolean isOld() {
    return old;
  }

  /** The target ends in a question mark. */
  boolean endsInMark() {
    return markLast;
  }

  /** The authority of an absolute target, lower case; empty for the other forms. */
  String authority() {
    return absolute.authority();
  }

  int scan(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to && fault == Fault.NONE && at != At.DONE) {
      p = at == At.TARGET ? target(bytes, p, to) : one(bytes.get(p), p);
    }
    return p;
  }

  private int one(int octet, int p) {
    switch (at) {
      case METHOD -> method(octet);
      case TARGET_START -> targetStart(octet);
      case ABSOLUTE -> absolute(octet);
      case STAR -> star(octet);
      case PERCENT_HIGH -> percent(octet, At.PERCENT_LOW);
      case PERCENT_LOW -> percent(octet, At.TARGET);
      case VERSION -> version(octet);
      case LINE_FEED -> lineFeed(octet);
      case TARGET, DONE -> throw new IllegalStateException();
    }
    return p + 1;
  }

  private void method(int octet) {
    if (ByteClass.is(octet, ByteClass.TOKEN)) {
      word = word << 8 | octet;
      count++;
      if (count > LONGEST_METHOD) {
        fault = Fault.METHOD_UNKNOWN;
      }
    } else if (octet == ' ' && count > 0) {
      verb = count > Long.BYTES ? Verb.UNKNOWN : Verb.of(word);
      fault = verb.fault();
      at = At.TARGET_START;
    } else {
      // An empty line before a request is refused too: nothing may stand between two messages.
      fault = Fault.REQUEST_LINE;
    }
  }

  private void targetStart(int octet) {
    count = 0;
    word = 0;
    targetBytes = 1;
    if (octet == '/') {
      at = At.TARGET;
    } else if (octet == '*' && verb == Verb.OPTIONS) {
      at = At.STAR;
    } else if (octet == 'h' || octet == 'H') {
      at = At.ABSOLUTE;
      fault = absolute.take(octet);
    } else {
      fault = octet == ' ' ? Fault.REQUEST_LINE : Fault.TARGET_FORM;
    }
  }

  private void absolute(int octet) {
    targetBytes++;
    fault = absolute.take(octet);
    if (fault == Fault.NONE && absolute.isDone()) {
      at = At.TARGET;
    }
  }

  private void star(int octet) {
    at = At.VERSION;
    fault = octet == ' ' ? Fault.NONE : Fault.TARGET_FORM;
  }

  private int target(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to && ByteClass.is(bytes.get(p), ByteClass.TARGET)) {
      p++;
    }
    targetBytes += p - from;
    markLast = p > from ? bytes.get(p - 1) == '?' : markLast;
    if (targetBytes > targetLimit) {
      fault = Fault.TARGET_LONG;
    } else if (p < to) {
      targetMark(bytes.get(p));
      p++;
    }
    return p;
  }

  private void targetMark(int octet) {
    switch (octet) {
      case '%' -> {
        at = At.PERCENT_HIGH;
        targetBytes++;
      }
      case ' ' -> at = At.VERSION;
      case '\r', '\n' -> fault = Fault.REQUEST_LINE;
      default -> fault = Fault.TARGET_BYTE;
    }
  }

  private void percent(int octet, At next) {
    targetBytes++;
    at = next;
    markLast = false;
    fault = ByteClass.is(octet, ByteClass.HEX) ? Fault.NONE : Fault.TARGET_BYTE;
  }

  /** Judged at the byte, because the parser above judges there too and would answer first. */
  private void version(int octet) {
    if (octet == '\r') {
      endVersion();
      return;
    }
    if (count < 5) {
      fault = octet == "HTTP/".charAt(count) ? Fault.NONE : Fault.REQUEST_LINE;
    } else if (octet != '.' && !ByteClass.is(octet, ByteClass.DIGIT)) {
      fault = Fault.REQUEST_LINE;
    } else if (count > 7 || (octet == '.') != (count == 6)) {
      fault = Fault.VERSION;
    }
    word = word << 8 | octet;
    count++;
  }

  private void endVersion() {
    at = At.LINE_FEED;
    old = word == Verb.pack("HTTP/1.0");
    if (count < 6) {
      fault = Fault.REQUEST_LINE;
    } else if (!old && word != Verb.pack("HTTP/1.1")) {
      fault = Fault.VERSION;
    }
  }

  private void lineFeed(int octet) {
    at = At.DONE;
    fault = octet == '\n' ? Fault.NONE : Fault.LINE_END;
  }
}
