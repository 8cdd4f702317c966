package io.gatehouse.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Reading on for a moment after the last answer: a socket closed over unread bytes is reset, and
 * the reset may overtake the answer (RFC 9112 §9.6).
 */
final class Drain {
  private static final long MILLIS = 1000;

  private Drain() {}

  /** Throws away what is there: 0 while the peer may send more, -1 at its end. */
  static int discard(StreamSourceConduit from) throws IOException {
    var scratch = ByteBuffer.allocate(4096);
    int count = from.read(scratch);
    while (count > 0) {
      scratch.clear();
      count = from.read(scratch);
    }
    return count;
  }

  static void closeSoon(StreamConnection connection) {
    connection
        .getIoThread()
        .executeAfter(() -> IoUtils.safeClose(connection), MILLIS, TimeUnit.MILLISECONDS);
  }
}
