package io.gatehouse.web.listen;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;

/**
 * The buffers of all listeners. They are lent for the length of one read or write and come back to
 * their I/O thread, so few are enough; what is beyond the pool's size is left to the collector.
 */
final class Buffers {
  /** Holds a usual head at once, and a TLS record's content. */
  private static final int SIZE = 16 * 1024;

  /** A whole TLS record with its frame (RFC 8446 §5.2). */
  private static final int RECORD_SIZE = 17 * 1024;

  private static final int POOLED = 256;
  private static final int PER_THREAD = 8;

  private Buffers() {}

  static ByteBufferPool plain() {
    return new DefaultByteBufferPool(true, SIZE, POOLED, PER_THREAD);
  }

  static ByteBufferPool records() {
    return new DefaultByteBufferPool(true, RECORD_SIZE, POOLED, PER_THREAD);
  }
}
