package io.gatehouse.gateway.forward.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where content comes from, without blocking. */
public interface Source {
  /** How much was read; 0 when nothing is there now, -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Who is told when more can be read. */
  void onReadable(Runnable task);

  void resumeReads();

  void suspendReads();
}
