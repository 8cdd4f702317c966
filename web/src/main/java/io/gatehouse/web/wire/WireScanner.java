package io.gatehouse.web.wire;

import java.nio.ByteBuffer;

/**
 * Judges the bytes of one connection, in pieces of any size, each byte once. Knows no sockets.
 *
 * <p>A message of which nothing has been let through yet is held back whole when it is bad; one
 * whose head went through earlier can only be broken off.
 */
final class WireScanner {
  private enum Stage {
    LINE,
    FIELDS,
    LENGTH,
    CHUNKS,
    TRAILERS
  }

  private final WireLimits limits;
  private final RequestLineScan line;
  private final FieldScan fields;
  private final ChunkScan chunks;
  private final RawHeads heads = new RawHeads();
  private Stage stage = Stage.LINE;
  private Fault fault = Fault.NONE;
  private int headLeft;
  private long contentLeft;
  private int messages;
  private int start;
  private boolean headWentThrough;

  WireScanner(WireLimits limits) {
    this.limits = limits;
    this.line = new RequestLineScan(limits.targetBytes());
    this.fields = new FieldScan(limits.fields());
    this.chunks = new ChunkScan(limits.extensionBytes(), limits.contentBytes());
    this.headLeft = limits.headBytes();
  }

  /**
   * Judges the bytes of the buffer's range.
   *
   * @return up to where they may pass: the end, or with a fault the start of the message it is in
   */
  int scan(ByteBuffer bytes, int from, int to) {
    start = from;
    headWentThrough = stage != Stage.LINE && stage != Stage.FIELDS;
    int p = from;
    while (p < to && fault == Fault.NONE) {
      p =
          switch (stage) {
            case LINE -> line(bytes, p, to);
            case FIELDS -> fields(bytes, p, to);
            case LENGTH -> length(p, to);
            case CHUNKS -> chunks(bytes, p, to);
            case TRAILERS -> trailers(bytes, p, to);
          };
    }
    if (fault != Fault.NONE) {
      return start;
    }
    if (isInHead()) {
      heads.unfinished(bytes, start, to);
    }
    return to;
  }

  private int line(ByteBuffer bytes, int from, int to) {
    int p = line.scan(bytes, from, within(from, to));
    fault = line.fault();
    spend(p - from, p < to && !line.isDone());
    if (fault == Fault.NONE && line.isDone()) {
      fields.head(line.authority());
      stage = Stage.FIELDS;
    }
    return p;
  }

  private int fields(ByteBuffer bytes, int from, int to) {
    int p = fields.scan(bytes, from, within(from, to));
    fault = fields.fault();
    spend(p - from, p < to && !fields.isDone());
    if (fault == Fault.NONE && fields.isDone()) {
      heads.ended(bytes, start, p, fields.hasOddBlanks() || line.endsInMark());
      endHead(p);
    }
    return p;
  }

  private void endHead(int p) {
    KnownValue known = fields.known();
    fault = known.conclude(line.isOld(), limits.contentBytes());
    contentLeft = known.length();
    headLeft = limits.headBytes();
    if (known.isChunked()) {
      chunks.reset();
      stage = Stage.CHUNKS;
    } else if (contentLeft > 0) {
      stage = Stage.LENGTH;
    } else if (fault == Fault.NONE) {
      endMessage(p);
    }
  }

  private int length(int from, int to) {
    int taken = (int) Math.min(contentLeft, to - from);
    contentLeft -= taken;
    if (contentLeft == 0) {
      endMessage(from + taken);
    }
    return from + taken;
  }

  private int chunks(ByteBuffer bytes, int from, int to) {
    int p = chunks.scan(bytes, from, to);
    fault = chunks.fault();
    if (fault == Fault.NONE && chunks.isDone()) {
      fields.trailers();
      stage = Stage.TRAILERS;
    }
    return p;
  }

  private int trailers(ByteBuffer bytes, int from, int to) {
    int p = fields.scan(bytes, from, within(from, to));
    fault = fields.fault();
    spend(p - from, p < to && !fields.isDone());
    if (fault == Fault.NONE && fields.isDone()) {
      headLeft = limits.headBytes();
      endMessage(p);
    }
    return p;
  }

  private void endMessage(int p) {
    line.reset();
    stage = Stage.LINE;
    start = p;
    headWentThrough = false;
    messages++;
  }

  private int within(int from, int to) {
    return Math.min(to, from + headLeft);
  }

  private void spend(int bytes, boolean more) {
    headLeft -= bytes;
    if (headLeft == 0 && more && fault == Fault.NONE) {
      fault = Fault.HEAD_LARGE;
    }
  }

  /** The heads of this connection that the parser will not hand on as they came. */
  RawHeads heads() {
    return heads;
  }

  Fault fault() {
    return fault;
  }

  /** Whether the faulty message's head was let through by an earlier call. */
  boolean isTooLateToHold() {
    return headWentThrough;
  }

  /** How many messages have ended; tells two waits for content apart. */
  int messages() {
    return messages;
  }

  boolean isInHead() {
    return stage == Stage.FIELDS || (stage == Stage.LINE && !line.isUntouched());
  }

  boolean isInContent() {
    return stage != Stage.LINE && stage != Stage.FIELDS;
  }
}
