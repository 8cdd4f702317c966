package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Complaints;
import java.time.Duration;

/** How old a signature may be. */
final class Ages {
  // Replay marks are kept as long as a signature lives, so its life must be bounded.
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private Ages() {}

  static void check(Record holder, Duration maxAge, Complaints complaints) {
    if (maxAge.isZero() || maxAge.compareTo(LONGEST) > 0) {
      complaints.about(holder, "max_age", "The age of a signature is from 1s to 15m.");
    }
  }
}
