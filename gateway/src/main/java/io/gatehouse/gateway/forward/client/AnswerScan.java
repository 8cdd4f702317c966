package io.gatehouse.gateway.forward.client;

import java.nio.ByteBuffer;

/**
 * Reads heads of answers in pieces of any size, each byte once (RFC 9112 §4, §5). Whatever could be
 * read in two ways is {@link Nonsense}.
 */
final class AnswerScan {
  private static final int MOST_BYTES = 32 * 1024;
  private static final int MOST_FIELDS = 128;
  private static final int STEP = 1024;
  private static final String VERSION = "HTTP/1.";

  private enum At {
    VERSION,
    STATUS,
    REASON,
    LINE_FEED,
    LINE_START,
    NAME,
    VALUE,
    LAST_LINE_FEED,
    DONE
  }

  private final AnswerHead head = new AnswerHead();
  private At at = At.VERSION;
  private int count;
  private int hash;
  private int start;
  private int spent;

  AnswerHead head() {
    return head;
  }

  /** Begins with the head of a new answer. */
  void reset() {
    spent = 0;
    begin();
  }

  private void begin() {
    head.clear();
    at = At.VERSION;
    count = 0;
  }

  /** Whether nothing of an answer has come. */
  boolean isUntouched() {
    return at == At.VERSION && count == 0 && spent == 0;
  }

  /**
   * Takes bytes up to the end of a final head; what is announced before it is passed over.
   *
   * @return whether the head is complete: what remains in the buffer comes after it
   */
  boolean scan(ByteBuffer from) throws Nonsense {
    while (from.hasRemaining()) {
      int length = Math.min(STEP, from.remaining());
      head.reserve(length);
      from.get(head.octets, head.size, length);
      int end = head.size + length;
      int p = scan(head.size, end);
      spent += p - head.size;
      from.position(from.position() - (end - p));
      head.size = p;
      require(spent <= MOST_BYTES, "the head is longer than 32 KiB");
      if (at == At.DONE && isFinal()) {
        return true;
      }
    }
    return false;
  }

  // RFC 9110 §15.2: an interim answer says nothing that a caller of ours waits for. 101 would make
  // the rest of the connection something that is not HTTP.
  private boolean isFinal() throws Nonsense {
    if (head.status() >= 200) {
      return true;
    }
    require(head.status() != 101, "it switched protocols");
    begin();
    return false;
  }

  private int scan(int from, int to) throws Nonsense {
    int p = from;
    while (p < to && at != At.DONE) {
      p =
          switch (at) {
            case VERSION -> version(head.octets[p], p);
            case STATUS -> status(head.octets[p], p);
            case REASON -> reason(p, to);
            case LINE_FEED -> lineFeed(head.octets[p], p, At.LINE_START);
            case LINE_START -> lineStart(head.octets[p], p);
            case NAME -> name(p, to);
            case VALUE -> value(p, to);
            case LAST_LINE_FEED -> lineFeed(head.octets[p], p, At.DONE);
            case DONE -> p;
          };
    }
    return p;
  }

  private int version(int octet, int p) throws Nonsense {
    if (count < VERSION.length()) {
      require(octet == VERSION.charAt(count), "it is no HTTP/1");
    } else if (count == VERSION.length()) {
      require(octet == '1' || octet == '0', "it is no HTTP/1.1");
      head.old = octet == '0';
    } else {
      require(octet == ' ', "the status line");
      at = At.STATUS;
      count = -1;
    }
    count++;
    return p + 1;
  }

  private int status(int octet, int p) throws Nonsense {
    if (count < 3) {
      require(Octets.is(octet, Octets.DIGIT), "the status");
      head.status = head.status * 10 + (octet - '0');
      count++;
      return p + 1;
    }
    require(head.status >= 100 && head.status <= 599, "the status " + head.status);
    require(octet == ' ' || octet == '\r', "the status line");
    at = octet == ' ' ? At.REASON : At.LINE_FEED;
    return p + 1;
  }

  private int reason(int from, int to) throws Nonsense {
    int p = values(from, to);
    return p < to ? lineEnd(p) : p;
  }

  private int values(int from, int to) {
    var octets = head.octets;
    int p = from;
    while (p < to && Octets.is(octets[p], Octets.VALUE)) {
      p++;
    }
    return p;
  }

  private int lineEnd(int p) throws Nonsense {
    require(head.octets[p] == '\r', "a line with a control byte, or that does not end with CR LF");
    at = At.LINE_FEED;
    return p + 1;
  }

  private int lineFeed(int octet, int p, At next) throws Nonsense {
    require(octet == '\n', "a line that does not end with CR LF");
    at = next;
    return p + 1;
  }

  private int lineStart(int octet, int p) throws Nonsense {
    if (octet == '\r') {
      at = At.LAST_LINE_FEED;
      return p + 1;
    }
    // RFC 9112 §5.2: a folded line is refused, not unfolded.
    require(Octets.is(octet, Octets.TOKEN), "a field line");
    require(head.fields() < MOST_FIELDS, "more than 128 fields");
    start = p;
    hash = 0;
    at = At.NAME;
    return p;
  }

  private int name(int from, int to) throws Nonsense {
    var octets = head.octets;
    int p = from;
    while (p < to && Octets.is(octets[p], Octets.TOKEN)) {
      hash = AnswerName.hash(hash, octets[p]);
      p++;
    }
    if (p < to) {
      // RFC 9112 §5.1: no space between name and colon.
      require(octets[p] == ':', "a field's name");
      head.add(AnswerName.of(hash, octets, start, p), start, p);
      p++;
      start = p;
      at = At.VALUE;
    }
    return p;
  }

  private int value(int from, int to) throws Nonsense {
    int p = values(from, to);
    if (p < to) {
      lineEnd(p);
      head.endValue(start, p);
      p++;
    }
    return p;
  }

  static void require(boolean holds, String otherwise) throws Nonsense {
    if (!holds) {
      throw new Nonsense(otherwise);
    }
  }
}
