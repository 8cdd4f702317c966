package io.gatehouse.gateway.forward.client;

import java.io.IOException;

/** A service's bytes that cannot be read in exactly one way. */
public final class Nonsense extends IOException {
  private static final long serialVersionUID = 1;

  Nonsense(String what) {
    super(what);
  }

  /** Costs no stack: it says what the service did, not where we were. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
