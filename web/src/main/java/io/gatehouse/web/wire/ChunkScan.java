package io.gatehouse.web.wire;

import java.nio.ByteBuffer;

/** Chunked content up to its last chunk's line (RFC 9112 §7.1), resumable at every byte. */
final class ChunkScan {
  private enum At {
    SIZE,
    EXTENSION,
    SIZE_LINE_FEED,
    DATA,
    DATA_RETURN,
    DATA_LINE_FEED,
    DONE
  }

  private static final int MOST_DIGITS = 15;

  private final int mostExtensions;
  private final long mostContent;
  private At at = At.SIZE;
  private Fault fault = Fault.NONE;
  private int digits;
  private int extensions;
  private long size;
  private long total;

  ChunkScan(int mostExtensions, long mostContent) {
    this.mostExtensions = mostExtensions;
    this.mostContent = mostContent;
  }

  void reset() {
    at = At.SIZE;
    digits = 0;
    extensions = 0;
    size = 0;
    total = 0;
  }

  Fault fault() {
    return fault;
  }

  boolean isDone() {
    return at == At.DONE;
  }

  int scan(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to && fault == Fault.NONE && at != At.DONE) {
      if (at == At.DATA) {
        p = data(p, to);
      } else {
        one(bytes.get(p));
        p++;
      }
    }
    return p;
  }

  private int data(int from, int to) {
    int taken = (int) Math.min(size, to - from);
    size -= taken;
    if (size == 0) {
      at = At.DATA_RETURN;
    }
    return from + taken;
  }

  private void one(int octet) {
    switch (at) {
      case SIZE -> size(octet);
      case EXTENSION -> extension(octet);
      case SIZE_LINE_FEED -> endSize(octet);
      case DATA_RETURN -> expect(octet, '\r', At.DATA_LINE_FEED);
      case DATA_LINE_FEED -> expect(octet, '\n', At.SIZE);
      case DATA, DONE -> throw new IllegalStateException();
    }
  }

  private void size(int octet) {
    if (ByteClass.is(octet, ByteClass.HEX) && digits < MOST_DIGITS) {
      digits++;
      size = size << 4 | Character.digit(octet, 16);
    } else if (digits > 0 && octet == '\r') {
      at = At.SIZE_LINE_FEED;
    } else if (digits > 0 && octet == ';') {
      at = At.EXTENSION;
    } else {
      fault = Fault.CHUNK_SIZE;
    }
  }

  private void extension(int octet) {
    extensions++;
    if (octet == '\r') {
      at = At.SIZE_LINE_FEED;
    } else if (octet < 0 || extensions > mostExtensions || !ByteClass.is(octet, ByteClass.VALUE)) {
      fault = Fault.CHUNK_EXTENSION;
    }
  }

  private void endSize(int octet) {
    total += size;
    if (octet != '\n') {
      fault = Fault.CHUNK_SIZE;
    } else if (total > mostContent) {
      fault = Fault.CONTENT_LARGE;
    } else {
      at = size == 0 ? At.DONE : At.DATA;
    }
    digits = 0;
  }

  private void expect(int octet, int wanted, At next) {
    at = next;
    fault = octet == wanted ? Fault.NONE : Fault.CHUNK_END;
  }
}
