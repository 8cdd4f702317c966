package io.gatehouse.sts.certificates;

import java.time.Instant;

/** The numbers of revocation lists. May block. */
public interface ListNumbers {
  /** Above every number before, and durable on return: no two lists ever share one. */
  long next(Instant now);
}
