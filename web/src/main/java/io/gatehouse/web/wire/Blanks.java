package io.gatehouse.web.wire;

import java.nio.ByteBuffer;

/**
 * Notices blanks inside field values that the parser does not keep: it makes one space of a run of
 * them and of a tab. What a signature covers and a service receives is what was sent.
 */
final class Blanks {
  private static final int BEFORE_TEXT = -1;
  private static final int NOT_KEPT = 2;

  private int run;
  private boolean odd;

  /** A head begins. */
  void head() {
    odd = false;
  }

  /** A value begins. RFC 9112 §5.1: blanks around it are no part of it. */
  void value() {
    run = BEFORE_TEXT;
  }

  /** Passes over the bytes of a value, as far as they are ones. */
  int take(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to && ByteClass.is(bytes.get(p), ByteClass.VALUE)) {
      if (ByteClass.is(bytes.get(p), ByteClass.TEXT)) {
        odd |= run >= NOT_KEPT;
        run = 0;
        p = text(bytes, p + 1, to);
      } else {
        blank(bytes.get(p));
        p++;
      }
    }
    return p;
  }

  private static int text(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to && ByteClass.is(bytes.get(p), ByteClass.TEXT)) {
      p++;
    }
    return p;
  }

  private void blank(int octet) {
    if (run != BEFORE_TEXT) {
      run += octet == '\t' ? NOT_KEPT : 1;
    }
  }

  boolean areOdd() {
    return odd;
  }
}
