package io.gatehouse.gateway.limit;

import io.gatehouse.gateway.limit.LeasedQuotas.Answer;
import io.gatehouse.gateway.limit.LeasedQuotas.Exhausted;
import io.gatehouse.gateway.limit.LeasedQuotas.MustAsk;
import io.gatehouse.gateway.limit.LeasedQuotas.Spent;
import io.gatehouse.identity.QuotaLedger.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The calls that one key may still spend here. The monitor is held for arithmetic only. */
final class HeldLease {
  /** A quota may be raised meanwhile: its end is not believed for longer. */
  private static final Duration EXHAUSTION_BELIEVED = Duration.ofSeconds(5);

  private final ReentrantLock asking = new ReentrantLock();
  private long left;
  private long remaining;
  private Instant windowEnds = Instant.MIN;
  private Instant exhaustedUntil = Instant.MIN;

  synchronized Answer spend(Instant now) {
    if (now.isBefore(exhaustedUntil)) {
      return new Exhausted(Duration.between(now, windowEnds));
    }
    if (left == 0 || !now.isBefore(windowEnds)) {
      return new MustAsk();
    }
    left--;
    return new Spent(left + remaining, Duration.between(now, windowEnds));
  }

  synchronized void giveBack() {
    // Nothing was held before the first lease.
    if (windowEnds.isAfter(Instant.MIN)) {
      left++;
    }
  }

  /** Asks for one lease at a time; whoever waited for it spends from it as well. */
  Answer spendAfter(Supplier<Lease> ask, InstantSource clock) {
    asking.lock();
    try {
      var answer = spend(clock.instant());
      if (answer instanceof MustAsk) {
        renew(ask.get(), clock.instant());
        answer = spend(clock.instant());
      }
      return answer;
    } finally {
      asking.unlock();
    }
  }

  private synchronized void renew(Lease lease, Instant now) {
    left = lease.granted();
    remaining = lease.remaining();
    windowEnds = lease.windowEnds();
    if (left == 0) {
      var end = now.plus(EXHAUSTION_BELIEVED);
      exhaustedUntil = end.isBefore(windowEnds) ? end : windowEnds;
    }
  }
}
