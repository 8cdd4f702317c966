package io.gatehouse.web.wire;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many frames that carry nothing one connection may send in a while: each costs little, and
 * floods of them are the cheapest way to keep a server busy.
 */
final class FrameBudget {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int RESETS = 200;
  private static final int CONTROLS = 500;

  /** A download of gigabytes acknowledges each few kilobytes. */
  private static final int WINDOWS = 200_000;

  private final LongSupplier nanos;
  private long began;
  private int resets;
  private int controls;
  private int windows;

  FrameBudget(LongSupplier nanos) {
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  FrameFault reset() {
    renew();
    return ++resets > RESETS ? FrameFault.RESETS_MANY : FrameFault.NONE;
  }

  FrameFault control() {
    renew();
    return ++controls > CONTROLS ? FrameFault.CONTROL_MANY : FrameFault.NONE;
  }

  FrameFault window() {
    renew();
    return ++windows > WINDOWS ? FrameFault.CONTROL_MANY : FrameFault.NONE;
  }

  private void renew() {
    long now = nanos.getAsLong();
    if (now - began >= WINDOW_NANOS) {
      began = now;
      resets = 0;
      controls = 0;
      windows = 0;
    }
  }
}
