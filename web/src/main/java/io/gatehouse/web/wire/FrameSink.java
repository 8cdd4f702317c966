package io.gatehouse.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitWritableByteChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Follows the frames that the server itself sends: which streams it ended or gave up, and how much
 * room it gave. Once the last words are out, nothing more is written.
 */
final class FrameSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private static final int HEADER = 9;
  private static final int GOAWAY_BYTES = 17;

  private final StreamTable streams;
  private final byte[] start = new byte[HEADER + 4];
  private int seen;
  private int left;
  private boolean over;

  FrameSink(StreamSinkConduit next, StreamTable streams) {
    super(next);
    this.streams = streams;
  }

  private void follow(ByteBuffer bytes, int from, int to) {
    int p = from;
    while (p < to) {
      if (seen < HEADER) {
        start[seen] = bytes.get(p);
        seen++;
        p++;
        if (seen == HEADER) {
          left = ((start[0] & 0xff) << 16) | ((start[1] & 0xff) << 8) | (start[2] & 0xff);
        }
      } else {
        int count = Math.min(left, to - p);
        for (int i = 0; i < count && seen < start.length; i++) {
          start[seen] = bytes.get(p + i);
          seen++;
        }
        left -= count;
        p += count;
      }
      if (seen >= HEADER && left == 0) {
        ended();
        seen = 0;
      }
    }
  }

  private void ended() {
    int stream = number(5);
    switch (start[3]) {
      case FrameType.DATA, FrameType.HEADERS -> {
        if ((start[4] & FrameType.END_STREAM) != 0) {
          streams.answered(stream);
        }
      }
      case FrameType.RST_STREAM -> streams.resetByUs(stream);
      case FrameType.WINDOW_UPDATE -> streams.room(stream, number(HEADER));
      default -> {}
    }
  }

  private int number(int at) {
    return ((start[at] & 0x7f) << 24)
        | ((start[at + 1] & 0xff) << 16)
        | ((start[at + 2] & 0xff) << 8)
        | (start[at + 3] & 0xff);
  }

  /** Says GOAWAY, as far as that can be said now, and ends our side (RFC 9113 §6.8). */
  void lastWords(int code) throws IOException {
    boolean between = seen == 0 && !over;
    over = true;
    if (between) {
      var frame = ByteBuffer.allocate(GOAWAY_BYTES);
      frame.put(new byte[] {0, 0, 8, FrameType.GOAWAY, 0, 0, 0, 0, 0});
      frame.putInt(streams.last()).putInt(code).flip();
      next.write(frame);
    }
    next.terminateWrites();
    next.flush();
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (over) {
      return swallow(from);
    }
    int before = from.position();
    int count = next.write(from);
    follow(from, before, from.position());
    return count;
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    if (over) {
      return swallow(from, offset, length);
    }
    var before = positions(from, offset, length);
    long count = next.write(from, offset, length);
    for (int i = 0; i < length; i++) {
      follow(from[offset + i], before[i], from[offset + i].position());
    }
    return count;
  }

  private static int[] positions(ByteBuffer[] from, int offset, int length) {
    var positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = from[offset + i].position();
    }
    return positions;
  }

  private static int swallow(ByteBuffer from) {
    int count = from.remaining();
    from.position(from.limit());
    return count;
  }

  private static long swallow(ByteBuffer[] from, int offset, int length) {
    long count = 0;
    for (int i = offset; i < offset + length; i++) {
      count += swallow(from[i]);
    }
    return count;
  }

  @Override
  public int writeFinal(ByteBuffer from) throws IOException {
    int count = write(from);
    if (!from.hasRemaining()) {
      terminateWrites();
    }
    return count;
  }

  @Override
  public long writeFinal(ByteBuffer[] from, int offset, int length) throws IOException {
    long count = write(from, offset, length);
    if (!from[offset + length - 1].hasRemaining()) {
      terminateWrites();
    }
    return count;
  }

  @Override
  public void terminateWrites() throws IOException {
    if (!over) {
      next.terminateWrites();
    }
  }

  @Override
  public long transferFrom(FileChannel from, long position, long count) throws IOException {
    return from.transferTo(position, count, new ConduitWritableByteChannel(this));
  }

  @Override
  public long transferFrom(StreamSourceChannel from, long count, ByteBuffer through)
      throws IOException {
    return IoUtils.transfer(from, count, through, new ConduitWritableByteChannel(this));
  }
}
