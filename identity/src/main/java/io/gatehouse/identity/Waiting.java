package io.gatehouse.identity;

/** Whether the calling thread may block. */
public enum Waiting {
  NEVER,
  ALLOWED
}
