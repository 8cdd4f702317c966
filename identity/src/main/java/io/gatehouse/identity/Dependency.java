package io.gatehouse.identity;

/** What the product leans on; an outage of any is 503, never a wrong credential. */
public enum Dependency {
  DIRECTORY,
  ISSUER,
  STORE,
  FEED,
  REPLAY_GUARD,
  SHARED_LIMITER
}
