package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.forward.client.Source;
import java.nio.ByteBuffer;

/** Content that was read before, for a signature over it. */
record HeldContent(ByteBuffer bytes) implements Source {
  @Override
  public int read(ByteBuffer into) {
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int length = Math.min(into.remaining(), bytes.remaining());
    into.put(bytes.slice(bytes.position(), length));
    bytes.position(bytes.position() + length);
    return length;
  }

  @Override
  public void onReadable(Runnable task) {}

  @Override
  public void resumeReads() {}

  @Override
  public void suspendReads() {}
}
