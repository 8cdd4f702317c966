package io.gatehouse.identity;

import java.time.Duration;

/** Rate limits by GCRA. Answers from memory. */
public interface Throttle {
  /**
   * @param key who is counted, already unique across limits
   */
  Answer take(String key, Rate rate, long cost);

  /** So many per period, of which {@code burst} may come at once. */
  record Rate(String name, long count, Duration per, long burst) {}

  /**
   * @param remaining whole calls left now
   * @param retryAfter until the same call would be admitted; zero when it was
   * @param untilFull until the whole burst is back
   */
  record Answer(boolean admitted, long remaining, Duration retryAfter, Duration untilFull) {}
}
