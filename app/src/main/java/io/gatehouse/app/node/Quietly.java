package io.gatehouse.app.node;

import io.gatehouse.identity.DependencyUnavailable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that comes back: a failure of one round is told and must not end the next. */
final class Quietly {
  private static final Logger LOG = LoggerFactory.getLogger(Quietly.class);

  private Quietly() {}

  static Runnable each(String name, Runnable... steps) {
    return () -> {
      for (var step : steps) {
        run(name, step);
      }
    };
  }

  /** Elsewhere, so that the timer waits for nothing; a round that still runs is left alone. */
  static Runnable oneAtATime(Executor elsewhere, Runnable round) {
    var running = new AtomicBoolean();
    return () -> {
      if (running.compareAndSet(false, true)) {
        elsewhere.execute(() -> {
          try {
            round.run();
          } finally {
            running.set(false);
          }
        });
      }
    };
  }

  private static void run(String name, Runnable step) {
    try {
      step.run();
    } catch (DependencyUnavailable e) {
      LOG.warn("{} waits: {}", name, e.getMessage());
    } catch (RuntimeException e) {
      // An exception out of a scheduled task would end it for good.
      LOG.error("{} broke off", name, e);
    }
  }
}
