package io.gatehouse.identity;

/** What a parked stage waits for. */
public enum WaitFor {
  /** The request's content, buffered. */
  BODY,
  /** A reading of the directory. */
  DIRECTORY,
  /** An issuer's key set. */
  ISSUER,
  /** A reading of the ledger. */
  STORE,
  /** A shared replay guard or limiter. */
  SHARED_STATE,
  /** Work of more than 100 us: a thread of the CPU pool. */
  CPU
}
