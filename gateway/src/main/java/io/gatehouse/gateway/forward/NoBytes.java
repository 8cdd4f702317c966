package io.gatehouse.gateway.forward;

import io.undertow.connector.PooledByteBuffer;
import java.nio.ByteBuffer;

/** Stands for no bytes waiting. */
enum NoBytes implements PooledByteBuffer {
  INSTANCE;

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  @Override
  public ByteBuffer getBuffer() {
    return EMPTY;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }
}
