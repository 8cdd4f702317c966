package io.gatehouse.web.wire;

import io.gatehouse.identity.HttpField;
import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.protocols.http2.HpackException;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of HTTP/2 requests, decoded frame by frame with a table of the guard's own (RFC 7541),
 * so that they are judged in the order in which they came.
 */
final class FieldBlock {
  /** RFC 9113 §6.5.2: what a field counts beside its letters. */
  private static final int OVERHEAD = 32;

  private static final int TABLE_BYTES = 4096;
  private static final int MOST_FRAMES = 16;

  private final int mostBytes;
  private final int mostFields;
  private final HpackDecoder decoder = new HpackDecoder(TABLE_BYTES);
  private final List<HttpField> fields = new ArrayList<>();
  private ByteBuffer left = ByteBuffer.allocate(0);
  private int bytes;
  private int encoded;
  private int frames;

  /** Twice what is served: the rest is answered, and beyond it the connection ends. */
  FieldBlock(WireLimits limits) {
    this.mostBytes = 2 * limits.headBytes();
    this.mostFields = 2 * limits.fields();
    decoder.setHeaderEmitter((name, value, never) -> emit(name, value));
  }

  void begin() {
    fields.clear();
    left = ByteBuffer.allocate(0);
    bytes = 0;
    encoded = 0;
    frames = 0;
  }

  private void emit(HttpString name, String value) throws HpackException {
    bytes += name.length() + value.length() + OVERHEAD;
    if (bytes > mostBytes || fields.size() == mostFields) {
      throw new HpackException();
    }
    fields.add(new HttpField(name.toString(), value));
  }

  /** Takes the fields' bytes of one frame. */
  FrameFault take(byte[] from, int start, int length, boolean last) {
    frames++;
    encoded += length;
    if (frames > MOST_FRAMES || encoded > mostBytes) {
      return FrameFault.FIELDS_LARGE;
    }
    var all = ByteBuffer.allocate(left.remaining() + length);
    all.put(left).put(from, start, length).flip();
    try {
      decoder.decode(all, !last);
    } catch (HpackException | RuntimeException broken) {
      return bytes > mostBytes || fields.size() == mostFields
          ? FrameFault.FIELDS_LARGE
          : FrameFault.COMPRESSION;
    }
    left = all;
    return last && all.hasRemaining() ? FrameFault.COMPRESSION : FrameFault.NONE;
  }

  List<HttpField> fields() {
    return fields;
  }
}
