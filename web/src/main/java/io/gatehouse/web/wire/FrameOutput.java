package io.gatehouse.web.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the server's own HTTP/2 gets to read. It never sees a byte of a request's fields: in the
 * place of a head stands one of which all is known, in the place of trailers the plain end.
 */
final class FrameOutput {
  /** RFC 7541, appendix A: GET, https, / from the static table. */
  private static final byte[] HEAD = {(byte) 0x82, (byte) 0x87, (byte) 0x84};

  private byte[] bytes = new byte[0];
  private int size;

  /** Begins anew; so much may come at first. */
  void begin(int usual) {
    bytes = new byte[usual + 64];
    size = 0;
  }

  void copy(ByteBuffer from, int start, int count) {
    reserve(count);
    from.get(start, bytes, size, count);
    size += count;
  }

  void copy(byte[] from, int count) {
    reserve(count);
    System.arraycopy(from, 0, bytes, size, count);
    size += count;
  }

  void request(int stream, boolean ends) {
    int flags = FrameType.END_HEADERS | (ends ? FrameType.END_STREAM : 0);
    frame(HEAD.length, FrameType.HEADERS, flags, stream);
    copy(HEAD, HEAD.length);
  }

  void end(int stream) {
    frame(0, FrameType.DATA, FrameType.END_STREAM, stream);
  }

  private void frame(int length, int type, int flags, int stream) {
    byte[] header = {
      0,
      0,
      (byte) length,
      (byte) type,
      (byte) flags,
      (byte) (stream >> 24),
      (byte) (stream >> 16),
      (byte) (stream >> 8),
      (byte) stream
    };
    copy(header, header.length);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** Everything so far, to be read. */
  ByteBuffer take() {
    return ByteBuffer.wrap(bytes, 0, size);
  }
}
