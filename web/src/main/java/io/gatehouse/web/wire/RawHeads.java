package io.gatehouse.web.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Keeps those heads of one connection that its parser changes, until their exchanges begin. Others
 * cost nothing. Several wait only while they are pipelined in one buffer.
 */
final class RawHeads {
  private record Kept(int number, byte[] bytes) {}

  private final Deque<Kept> kept = new ArrayDeque<>(1);
  private Optional<ByteArrayOutputStream> earlier = Optional.empty();
  private int ended;
  private int begun;

  /** These bytes are of a head that goes on in the next buffer. */
  void unfinished(ByteBuffer bytes, int from, int to) {
    var out = earlier.orElseGet(ByteArrayOutputStream::new);
    write(bytes, from, to, out);
    earlier = Optional.of(out);
  }

  /** A head ends here; {@code odd} ones are kept. */
  void ended(ByteBuffer bytes, int from, int to, boolean odd) {
    if (odd) {
      unfinished(bytes, from, to);
      kept.add(new Kept(ended, earlier.orElseThrow().toByteArray()));
    }
    earlier = Optional.empty();
    ended++;
  }

  private static void write(ByteBuffer bytes, int from, int to, ByteArrayOutputStream out) {
    var piece = new byte[to - from];
    bytes.get(from, piece);
    out.writeBytes(piece);
  }

  /** The head of the exchange that begins now, when it was kept. */
  Optional<RawHead> next() {
    int number = begun++;
    return !kept.isEmpty() && kept.peek().number() == number
        ? Optional.of(RawHead.of(kept.remove().bytes()))
        : Optional.empty();
  }
}
