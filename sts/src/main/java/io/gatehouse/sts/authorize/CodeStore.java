package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;

/** Keeps authorization codes under their fingerprint; each is redeemed once. May block. */
public interface CodeStore {
  void add(Fingerprint code, CodeGrant grant);

  /** Takes the code. Of any number of callers at once exactly one is the first. */
  Redemption redeem(Fingerprint code, Instant now);

  /** Forgets codes that ended before {@code now}. */
  void purge(Instant now);

  /** What came of taking a code. */
  sealed interface Redemption {
    record First(CodeGrant grant) implements Redemption {}

    /**
     * @param usedAt when it was taken first
     */
    record Again(CodeGrant grant, Instant usedAt) implements Redemption {}

    record Unknown() implements Redemption {}
  }
}
