package io.gatehouse.sts.registration;

import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;

/** Keeps initial access tokens under their fingerprint. May block. */
public interface InitialTokenStore {
  void add(Fingerprint token, long uses, Instant ends);

  /** Takes one use. Of any number of callers at once no more than there are uses are told true. */
  boolean use(Fingerprint token, Instant now);

  /** Forgets tokens that ended before {@code now}. */
  void purge(Instant now);
}
