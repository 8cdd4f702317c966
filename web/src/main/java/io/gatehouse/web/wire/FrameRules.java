package io.gatehouse.web.wire;

import io.gatehouse.web.wire.FrameScanner.Frame;
import java.util.function.LongSupplier;

/** What each frame may be and where it may stand (RFC 9113 §6). */
final class FrameRules {
  private static final int MOST_SETTINGS = 32;

  private final StreamTable streams;
  private final FrameOutput output;
  private final FieldBlock block;
  private final HeadJudge judge;
  private final FrameBudget budget;
  private boolean settled;
  private boolean inFields;
  private boolean endsStream;
  private int fieldsOf;

  FrameRules(WireLimits limits, StreamTable streams, FrameOutput output, LongSupplier nanos) {
    this.streams = streams;
    this.output = output;
    this.block = new FieldBlock(limits);
    this.judge = new HeadJudge(limits);
    this.budget = new FrameBudget(nanos);
  }

  boolean isInFields() {
    return inFields || !settled;
  }

  /** What can be said of a frame before its payload. */
  FrameFault begins(Frame frame) {
    int length = frame.length();
    if (!settled && (frame.type() != FrameType.SETTINGS || frame.has(FrameType.ACK))) {
      return FrameFault.PREFACE;
    }
    // RFC 9113 §6.10: nothing stands between the pieces of one request's fields.
    if (inFields && (frame.type() != FrameType.CONTINUATION || frame.stream() != fieldsOf)) {
      return FrameFault.ORDER;
    }
    return switch (frame.type()) {
      case FrameType.DATA ->
          length == 0 && frame.has(FrameType.PADDED) ? FrameFault.SIZE : ofStream(frame);
      case FrameType.HEADERS -> ofStream(frame);
      case FrameType.PRIORITY -> length == 5 ? ofStream(frame) : FrameFault.SIZE;
      case FrameType.RST_STREAM -> length == 4 ? ofStream(frame) : FrameFault.SIZE;
      case FrameType.SETTINGS -> settings(frame);
      case FrameType.PUSH_PROMISE -> FrameFault.ORDER;
      case FrameType.PING -> length == 8 ? ofConnection(frame) : FrameFault.SIZE;
      case FrameType.GOAWAY -> length >= 8 ? ofConnection(frame) : FrameFault.SIZE;
      case FrameType.WINDOW_UPDATE -> length == 4 ? FrameFault.NONE : FrameFault.SIZE;
      case FrameType.CONTINUATION -> inFields ? FrameFault.NONE : FrameFault.ORDER;
      default -> budget.control();
    };
  }

  private static FrameFault ofStream(Frame frame) {
    // RFC 9113 §5.1.1: those of a client are odd.
    return frame.stream() % 2 == 1 ? FrameFault.NONE : FrameFault.STREAM;
  }

  private static FrameFault ofConnection(Frame frame) {
    return frame.stream() == 0 ? FrameFault.NONE : FrameFault.STREAM;
  }

  private static FrameFault settings(Frame frame) {
    int length = frame.length();
    boolean sound = frame.has(FrameType.ACK) ? length == 0 : length % 6 == 0;
    if (!sound || length > 6 * MOST_SETTINGS) {
      return FrameFault.SIZE;
    }
    return ofConnection(frame);
  }

  /** Whether the server gets a frame that is sound: not when it is of a stream that is over. */
  boolean wants(Frame frame) {
    var stream = streams.find(frame.stream()).filter(open -> !open.isResetByUs());
    if (frame.type() == FrameType.RST_STREAM) {
      streams.resetByPeer(frame.stream());
    }
    return frame.stream() == 0 || stream.isPresent();
  }

  /** What can be said of a frame that is complete. */
  FrameFault ends(Frame frame, byte[] payload) {
    return switch (frame.type()) {
      case FrameType.DATA -> data(frame, payload);
      case FrameType.HEADERS -> headers(frame, payload);
      case FrameType.CONTINUATION -> fields(frame, payload, 0, frame.length());
      case FrameType.PRIORITY ->
          number(payload, 0) == frame.stream() ? FrameFault.STREAM : budget.control();
      case FrameType.RST_STREAM -> reset(frame);
      case FrameType.SETTINGS -> settings(payload, frame.length());
      case FrameType.PING -> budget.control();
      case FrameType.WINDOW_UPDATE -> window(frame, payload);
      default -> FrameFault.NONE;
    };
  }

  private FrameFault data(Frame frame, byte[] payload) {
    int length = frame.length();
    int padding = frame.has(FrameType.PADDED) ? 1 + (payload[0] & 0xff) : 0;
    if (padding > length) {
      return FrameFault.VALUE;
    }
    var stream = streams.find(frame.stream());
    if (stream.isEmpty()) {
      return streams.isIdle(frame.stream()) ? FrameFault.STREAM : FrameFault.ENDED;
    }
    var room = streams.spend(length);
    if (!stream.get().isReceiving() || room != FrameFault.NONE) {
      return room == FrameFault.NONE ? FrameFault.ENDED : room;
    }
    boolean last = frame.has(FrameType.END_STREAM);
    if (stream.get().isResetByUs()) {
      // RFC 9113 §5.1: what was under way when we gave the stream up is no fault.
      if (last) {
        streams.change(stream.get(), stream.get()::end);
      }
      streams.discarded(length);
      return budget.control();
    }
    var found = new FrameFault[] {FrameFault.NONE};
    int content = length - padding;
    streams.change(stream.get(), () -> found[0] = stream.get().data(content, length, last));
    return found[0] == FrameFault.NONE && content == 0 && !last ? budget.control() : found[0];
  }

  private FrameFault headers(Frame frame, byte[] payload) {
    int length = frame.length();
    int start = frame.has(FrameType.PADDED) ? 1 : 0;
    int padding = start == 1 && length > 0 ? payload[0] & 0xff : 0;
    if (frame.has(FrameType.WITH_PRIORITY)) {
      if (length >= start + 5 && number(payload, start) == frame.stream()) {
        return FrameFault.STREAM;
      }
      start += 5;
    }
    if (start + padding > length) {
      return FrameFault.VALUE;
    }
    fieldsOf = frame.stream();
    endsStream = frame.has(FrameType.END_STREAM);
    block.begin();
    return fields(frame, payload, start, length - start - padding);
  }

  private FrameFault fields(Frame frame, byte[] payload, int start, int length) {
    boolean last = frame.has(FrameType.END_HEADERS);
    inFields = !last;
    var decoded = block.take(payload, start, length, last);
    if (decoded != FrameFault.NONE || !last) {
      return decoded;
    }
    return streams.isIdle(fieldsOf) ? request() : trailers();
  }

  private FrameFault request() {
    var head = judge.request(block.fields());
    if (head.isEmpty()) {
      return FrameFault.MALFORMED;
    }
    output.request(fieldsOf, endsStream);
    return streams.begin(fieldsOf, head.get(), endsStream);
  }

  private FrameFault trailers() {
    var stream = streams.find(fieldsOf);
    if (stream.isEmpty() || !stream.get().isReceiving()) {
      return FrameFault.ENDED;
    }
    if (!endsStream || !HeadJudge.areTrailers(block.fields())) {
      return FrameFault.MALFORMED;
    }
    var found = new FrameFault[] {FrameFault.NONE};
    boolean wanted = !stream.get().isResetByUs();
    if (wanted) {
      output.end(fieldsOf);
    }
    streams.change(stream.get(), () -> found[0] = stream.get().end());
    return wanted ? found[0] : FrameFault.NONE;
  }

  private FrameFault reset(Frame frame) {
    return streams.isIdle(frame.stream()) ? FrameFault.STREAM : budget.reset();
  }

  private FrameFault settings(byte[] payload, int length) {
    settled = true;
    for (int i = 0; i < length; i += 6) {
      int id = ((payload[i] & 0xff) << 8) | (payload[i + 1] & 0xff);
      long value = Integer.toUnsignedLong(bits(payload, i + 2));
      if (!isSound(id, value)) {
        return id == 4 ? FrameFault.FLOW : FrameFault.VALUE;
      }
    }
    return budget.control();
  }

  /** RFC 9113 §6.5.2; a table that is far larger than usual would be filled by our answers. */
  private static boolean isSound(int id, long value) {
    return switch (id) {
      case 1 -> value <= 65_536;
      case 2 -> value <= 1;
      case 4 -> value <= Integer.MAX_VALUE;
      case 5 -> value >= 16_384 && value <= 16_777_215;
      default -> true;
    };
  }

  private FrameFault window(Frame frame, byte[] payload) {
    if (frame.stream() != 0 && (frame.stream() % 2 == 0 || streams.isIdle(frame.stream()))) {
      return FrameFault.STREAM;
    }
    return number(payload, 0) == 0 ? FrameFault.VALUE : budget.window();
  }

  /** Without the first bit, which is reserved. */
  private static int number(byte[] from, int at) {
    return bits(from, at) & 0x7fffffff;
  }

  private static int bits(byte[] from, int at) {
    return ((from[at] & 0xff) << 24)
        | ((from[at + 1] & 0xff) << 16)
        | ((from[at + 2] & 0xff) << 8)
        | (from[at + 3] & 0xff);
  }
}
