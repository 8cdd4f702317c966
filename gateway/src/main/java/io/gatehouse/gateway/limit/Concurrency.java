package io.gatehouse.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;

/** Requests in flight per key. A key without any takes no memory. */
final class Concurrency {
  private final ConcurrentHashMap<String, Integer> inFlight = new ConcurrentHashMap<>();

  /** Whether there was room; then {@link #leave} must follow exactly once. */
  boolean enter(String key, int most) {
    var entered = new boolean[1];
    inFlight.compute(
        key,
        (k, now) -> {
          int running = now == null ? 0 : now;
          entered[0] = running < most;
          return entered[0] ? Integer.valueOf(running + 1) : now;
        });
    return entered[0];
  }

  void leave(String key) {
    inFlight.computeIfPresent(key, (k, now) -> now == 1 ? null : Integer.valueOf(now - 1));
  }

  int running(String key) {
    return inFlight.getOrDefault(key, 0);
  }
}
