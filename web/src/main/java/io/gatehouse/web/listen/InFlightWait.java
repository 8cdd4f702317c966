package io.gatehouse.web.listen;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Waits for the last requests of a process that is going down; looking often is cheap then. */
final class InFlightWait {
  private static final Duration GLANCE = Duration.ofMillis(5);

  private final IntSupplier inFlight;
  private final LongSupplier nanos;

  InFlightWait(IntSupplier inFlight, LongSupplier nanos) {
    this.inFlight = inFlight;
    this.nanos = nanos;
  }

  boolean await(Duration patience) {
    long until = nanos.getAsLong() + patience.toNanos();
    while (inFlight.getAsInt() > 0 && nanos.getAsLong() - until < 0) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return inFlight.getAsInt() == 0;
  }
}
