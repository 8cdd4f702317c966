package io.gatehouse.web.wire;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.StreamConnection;

/**
 * How long a connection may keep a message unfinished: a head by the clock, content by its rate.
 *
 * <p>One timer at most, and none while messages arrive whole. For content only the time spent
 * waiting for the peer counts: while reads are suspended it is we who are slow.
 */
final class Patience {
  private static final int NOTHING = -1;

  private final StreamConnection connection;
  private final WireScanner scanner;
  private final Guard guard;
  private final Consumer<Fault> slow;
  private final long grace;
  private boolean armed;
  private boolean ended;
  private boolean waiting;
  private boolean content;
  private int message = NOTHING;
  private long began;
  private long since;
  private long waited;
  private long received;

  Patience(StreamConnection connection, WireScanner scanner, Guard guard, Consumer<Fault> slow) {
    this.connection = connection;
    this.scanner = scanner;
    this.guard = guard;
    this.slow = slow;
    this.grace = guard.limits().patience().toNanos();
  }

  /** A read brought bytes that are not judged yet. */
  void came(int count) {
    suspended();
    received += count;
  }

  /** A read brought nothing. */
  void nothingCame(boolean resumed) {
    if (ended || !isUnfinished()) {
      return;
    }
    if (message != scanner.messages() || content != scanner.isInContent()) {
      watch();
    }
    if (resumed) {
      resumed();
    }
    if (!armed) {
      arm(began + grace - now());
    }
  }

  private boolean isUnfinished() {
    return scanner.isInHead() || scanner.isInContent();
  }

  private void watch() {
    message = scanner.messages();
    content = scanner.isInContent();
    began = now();
    waiting = false;
    waited = 0;
    received = 0;
  }

  void resumed() {
    if (!waiting && message == scanner.messages()) {
      waiting = true;
      since = now();
    }
  }

  void suspended() {
    if (waiting) {
      waited += now() - since;
      waiting = false;
    }
  }

  /** Nothing is awaited any more. */
  void end() {
    ended = true;
  }

  private void arm(long nanos) {
    armed = true;
    connection
        .getIoThread()
        .executeAfter(this::check, Math.max(1, nanos / 1_000_000 + 1), TimeUnit.MILLISECONDS);
  }

  private void check() {
    armed = false;
    if (ended || !connection.isOpen() || message != scanner.messages() || !isUnfinished()) {
      return;
    }
    if (content != scanner.isInContent()) {
      watch();
    } else if (isTooSlow()) {
      slow.accept(content ? Fault.CONTENT_SLOW : Fault.HEAD_SLOW);
      return;
    }
    arm(content ? grace : began + grace - now());
  }

  private boolean isTooSlow() {
    if (!content) {
      return now() - began >= grace;
    }
    long time = waited + (waiting ? now() - since : 0);
    double wanted = time / 1e9 * guard.limits().bytesPerSecond();
    return time >= grace && received < wanted;
  }

  private long now() {
    return guard.nanos().getAsLong();
  }
}
