package io.gatehouse.gateway.forward.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where content goes, without blocking. */
public interface Sink {
  /** Takes content; the same buffer is offered again until nothing remains in it. */
  void write(ByteBuffer data) throws IOException;

  /** The content is complete. */
  void end() throws IOException;

  /** Whether everything is out. */
  boolean flush() throws IOException;

  /** Who is told when more can be written. */
  void onWritable(Runnable task);

  void resumeWrites();

  void suspendWrites();
}
