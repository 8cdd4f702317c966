package io.gatehouse.ldap.password;

import io.gatehouse.ldap.connection.Outage;
import io.gatehouse.ldap.settings.FailureLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The failures of one person or address. */
final class Tally {
  private final int allowed;
  private final FailureLimits limits;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final Deque<Long> failures = new ArrayDeque<>();
  private int underWay;
  private int penalties;
  private long blockedUntil;

  Tally(int allowed, FailureLimits limits, LongSupplier nanos) {
    this.allowed = allowed;
    this.limits = limits;
    this.nanos = nanos;
    this.blockedUntil = nanos.getAsLong();
  }

  /**
   * Empty when the attempt may be made; else how long to wait.
   *
   * @throws io.gatehouse.identity.DependencyUnavailable when attempts under way take too long to
   *     know: slowness is not held against anyone
   */
  Optional<Duration> book(Duration patience) {
    lock.lock();
    try {
      var left = patience.toNanos();
      while (true) {
        var wait = blockedUntil - nanos.getAsLong();
        if (wait > 0) {
          return Optional.of(Duration.ofNanos(wait));
        }
        if (underWay < room()) {
          underWay++;
          return Optional.empty();
        }
        if (left <= 0) {
          // No one failed; the attempts before this one are just not coming back.
          throw Outage.because("earlier attempts still wait for the directory");
        }
        left = settled.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Outage.because("interrupted while waiting for earlier attempts");
    } finally {
      lock.unlock();
    }
  }

  /** After a penalty one attempt at a time is let through, and its failure doubles the wait. */
  private int room() {
    forgetOld();
    return penalties > 0 ? 1 : Math.max(1, allowed - failures.size());
  }

  private void forgetOld() {
    var now = nanos.getAsLong();
    var oldest = now - limits.window().toNanos();
    while (!failures.isEmpty() && failures.getFirst() - oldest < 0) {
      failures.removeFirst();
    }
    if (now - blockedUntil >= limits.longestWait().toNanos()) {
      penalties = 0;
    }
  }

  void failed() {
    lock.lock();
    try {
      underWay--;
      forgetOld();
      failures.addLast(nanos.getAsLong());
      if (penalties > 0 || failures.size() >= allowed) {
        blockedUntil = nanos.getAsLong() + penalty();
        penalties++;
        failures.clear();
      }
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long penalty() {
    var first = limits.firstWait().toNanos();
    // 20 doublings of a second are twelve days: more would only overflow.
    return Math.min(limits.longestWait().toNanos(), first << Math.min(penalties, 20));
  }

  /** The right password: the person's earlier failures no longer matter. */
  void succeeded() {
    lock.lock();
    try {
      failures.clear();
      penalties = 0;
    } finally {
      lock.unlock();
    }
    withdraw();
  }

  /** Nothing was learnt, as in an outage: as if it had not been tried. */
  void withdraw() {
    lock.lock();
    try {
      underWay--;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
