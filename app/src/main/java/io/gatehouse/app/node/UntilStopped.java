package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.config.Drain;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a node running until a signal: SIGINT ends it in seconds, SIGTERM drains as configured, a
 * second signal ends it at once.
 */
public final class UntilStopped {
  private static final Duration INTERRUPTED = Duration.ofSeconds(2);

  private final CountDownLatch signalled = new CountDownLatch(1);
  private volatile boolean polite;

  private UntilStopped() {}

  /** Takes the signals from now on: one that comes before {@link #run} is kept for it. */
  public static UntilStopped listening() {
    var until = new UntilStopped();
    until.handle("TERM", true);
    until.handle("INT", false);
    return until;
  }

  /** What else a stop does. */
  public interface Around {
    /** Nothing. */
    Around NOTHING = new Around() {};

    /** First of all, while callers are still served. */
    default void first() {}

    /** When the node has ended. */
    default void last() {}
  }

  /** Keeps the node running until a signal, then ends it. */
  public Exit run(Node node, Drain drain, Around around) {
    try {
      signalled.await();
      node.announceStop();
      around.first();
      if (polite) {
        TimeUnit.NANOSECONDS.sleep(drain.delay().toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      node.stop(polite ? drain.timeout() : INTERRUPTED);
    } finally {
      around.last();
    }
    return Exit.OK;
  }

  private void handle(String signal, boolean finishesRequests) {
    Signals.on(
        signal,
        () -> {
          if (signalled.getCount() == 0) {
            Runtime.getRuntime().halt(Exit.OK.code());
          }
          polite = finishesRequests;
          signalled.countDown();
        });
  }
}
