package io.gatehouse.web.wire;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.xnio.StreamConnection;

/**
 * How long an HTTP/2 connection may keep a request's fields unfinished, content standing still, or
 * ask nothing at all. One timer.
 */
final class FramePatience {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final StreamConnection connection;
  private final Guard guard;
  private final FrameScanner scanner;
  private final StreamTable streams;
  private final long grace;
  private boolean inHead = true;
  private int heads;
  private long headSince;
  private long busyAt;

  FramePatience(
      StreamConnection connection, Guard guard, FrameScanner scanner, StreamTable streams) {
    this.connection = connection;
    this.guard = guard;
    this.scanner = scanner;
    this.streams = streams;
    this.grace = guard.limits().patience().toNanos();
  }

  void start(Consumer<FrameFault> end, IntConsumer giveUp) {
    headSince = now();
    busyAt = headSince;
    tick(end, giveUp);
  }

  /** A read brought bytes, and they were judged. */
  void came() {
    boolean isIn = scanner.isInHead();
    if (isIn && (!inHead || heads != streams.last())) {
      headSince = now();
    }
    inHead = isIn;
    heads = streams.last();
  }

  private void tick(Consumer<FrameFault> end, IntConsumer giveUp) {
    connection
        .getIoThread()
        .executeAfter(() -> look(end, giveUp), grace / 1_000_000 / 2 + 1, TimeUnit.MILLISECONDS);
  }

  private void look(Consumer<FrameFault> end, IntConsumer giveUp) {
    if (!connection.isOpen()) {
      return;
    }
    long now = now();
    if (streams.counted() > 0) {
      busyAt = now;
    }
    if (inHead && now - headSince >= grace) {
      end.accept(FrameFault.SLOW);
    } else if (now - busyAt >= IDLE_NANOS) {
      end.accept(FrameFault.IDLE);
    } else {
      slow(giveUp);
      tick(end, giveUp);
    }
  }

  private void slow(IntConsumer giveUp) {
    long least = grace / 2 * guard.limits().bytesPerSecond() / TimeUnit.SECONDS.toNanos(1);
    for (var stream : streams.slowerThan(least)) {
      giveUp.accept(stream.id);
    }
  }

  private long now() {
    return guard.nanos().getAsLong();
  }
}
