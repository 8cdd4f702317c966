package io.gatehouse.gateway.forward.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * A request on its way: the head goes out together with the first of the content. Content is
 * counted or in chunks, as the head says.
 */
public final class RequestSink implements Sink {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final byte[] CHUNK_END = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private static final int HEAD = 0;
  private static final int SIZE = 1;
  private static final int DATA = 2;
  private static final int END = 3;

  private final ConduitStreamSinkChannel sink;
  private final boolean chunked;
  private final ByteBuffer[] parts = {NOTHING, NOTHING, NOTHING, NOTHING};
  private boolean headIsOurs;

  RequestSink(ConduitStreamSinkChannel sink, ByteBuffer head, boolean chunked) {
    this.sink = sink;
    this.chunked = chunked;
    this.parts[HEAD] = head;
  }

  @Override
  public void write(ByteBuffer data) throws IOException {
    if (!parts[DATA].hasRemaining()) {
      if (!writeParts()) {
        return;
      }
      begin(data);
    }
    writeParts();
    // The buffer is used again by others as soon as it is empty.
    if (!data.hasRemaining()) {
      parts[DATA] = NOTHING;
    }
  }

  private void begin(ByteBuffer data) {
    if (chunked) {
      var size = Integer.toHexString(data.remaining()) + "\r\n";
      parts[SIZE] = ByteBuffer.wrap(size.getBytes(StandardCharsets.ISO_8859_1));
      parts[END] = ByteBuffer.wrap(CHUNK_END);
    }
    parts[DATA] = data;
  }

  /** Whether all that was handed over is written. */
  private boolean writeParts() throws IOException {
    while (isWaiting()) {
      if (writeOnce() == 0) {
        keepHead();
        return false;
      }
    }
    return true;
  }

  private long writeOnce() throws IOException {
    return parts[DATA].hasRemaining() || parts[END].hasRemaining()
        ? sink.write(parts, 0, parts.length)
        : sink.write(parts[HEAD]);
  }

  private boolean isWaiting() {
    for (var part : parts) {
      if (part.hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  /** Makes a copy of a head that does not go out at once: its bytes belong to the I/O thread. */
  public void keepHead() {
    if (!headIsOurs && parts[HEAD].hasRemaining()) {
      var copy = ByteBuffer.allocate(parts[HEAD].remaining()).put(parts[HEAD]).flip();
      parts[HEAD] = copy;
    }
    headIsOurs = true;
  }

  @Override
  public void end() {
    if (chunked) {
      int rest = parts[END].remaining();
      parts[END] = ByteBuffer.allocate(rest + LAST_CHUNK.length).put(parts[END]).put(LAST_CHUNK);
      parts[END].flip();
    }
  }

  @Override
  public boolean flush() throws IOException {
    return writeParts() && sink.flush();
  }

  @Override
  public void resumeWrites() {
    sink.resumeWrites();
  }

  @Override
  public void suspendWrites() {
    sink.suspendWrites();
  }

  @Override
  public void onWritable(Runnable task) {
    sink.setWriteListener(channel -> task.run());
  }
}
