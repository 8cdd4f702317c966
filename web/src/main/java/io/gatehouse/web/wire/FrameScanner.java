package io.gatehouse.web.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Judges the frames that a peer sends (RFC 9113), in pieces of any size, each byte once. Knows no
 * sockets.
 */
final class FrameScanner {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 9;
  private static final int LARGEST = 16_384;
  private static final int USUAL = 64;

  private final FrameRules rules;
  private final FrameOutput output;
  private final byte[] header = new byte[HEADER];
  private byte[] payload = new byte[USUAL];
  private FrameFault fault = FrameFault.NONE;
  private Frame frame = new Frame(0, 0, 0, 0);
  private int preface;
  private int headerBytes;
  private int taken;
  private boolean passes;

  FrameScanner(FrameRules rules, FrameOutput output) {
    this.rules = rules;
    this.output = output;
  }

  FrameFault fault() {
    return fault;
  }

  /** What may pass is in the output; with a fault nothing of it counts. */
  void scan(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to && fault == FrameFault.NONE) {
      if (preface < PREFACE.length) {
        fault = bytes.get(p) == PREFACE[preface] ? FrameFault.NONE : FrameFault.PREFACE;
        output.copy(bytes, p, 1);
        preface++;
        p++;
      } else if (headerBytes < HEADER) {
        header[headerBytes] = bytes.get(p);
        headerBytes++;
        p++;
        if (headerBytes == HEADER) {
          begin();
        }
      } else {
        p = payload(bytes, p, to);
      }
    }
  }

  private void begin() {
    int length = ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
    // RFC 9113 §4.1: the first bit of the stream's number means nothing.
    int stream =
        ((header[5] & 0x7f) << 24)
            | ((header[6] & 0xff) << 16)
            | ((header[7] & 0xff) << 8)
            | (header[8] & 0xff);
    frame = new Frame(header[3] & 0xff, header[4] & 0xff, stream, length);
    taken = 0;
    fault = length > LARGEST ? FrameFault.SIZE : rules.begins(frame);
    passes = fault == FrameFault.NONE && frame.type() == FrameType.DATA && rules.wants(frame);
    if (passes) {
      output.copy(header, HEADER);
    }
    if (fault == FrameFault.NONE && length == 0) {
      end();
    }
  }

  private int payload(ByteBuffer bytes, int from, int to) {
    int count = Math.min(frame.length() - taken, to - from);
    if (passes) {
      output.copy(bytes, from, count);
    }
    if (frame.isHeld()) {
      if (payload.length < frame.length()) {
        payload = new byte[frame.length()];
      }
      bytes.get(from, payload, taken, count);
    } else if (taken == 0) {
      payload[0] = bytes.get(from);
    }
    taken += count;
    if (taken == frame.length()) {
      end();
    }
    return from + count;
  }

  private void end() {
    headerBytes = 0;
    fault = rules.ends(frame, payload);
    if (fault == FrameFault.NONE && frame.isForTheServer() && rules.wants(frame)) {
      output.copy(header, HEADER);
      output.copy(payload, frame.length());
    }
    if (payload.length > 4096) {
      payload = new byte[USUAL];
    }
  }

  /** Whether a request's fields have begun and not ended, or the connection's first words. */
  boolean isInHead() {
    boolean begun = headerBytes == HEADER && frame.type() == FrameType.HEADERS;
    return preface < PREFACE.length || begun || rules.isInFields();
  }

  /** A frame's first words. */
  record Frame(int type, int flags, int stream, int length) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** Of everything but content and what means nothing to us, all is needed. */
    boolean isHeld() {
      return type != FrameType.DATA && type != FrameType.GOAWAY && type <= FrameType.CONTINUATION;
    }

    /**
     * Passes as it came. Priorities mean nothing any more; and a peer that is about to leave may
     * still wait for its answers.
     */
    boolean isForTheServer() {
      return switch (type) {
        case FrameType.RST_STREAM, FrameType.SETTINGS -> true;
        case FrameType.PING, FrameType.WINDOW_UPDATE -> true;
        default -> false;
      };
    }
  }
}
