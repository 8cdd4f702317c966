package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Call;

/** Proof that a call was handed to its service. */
public final class Forwarded {
  private final Call call;

  Forwarded(Call call) {
    this.call = call;
  }

  /** Throws when this was made for another request. */
  public void on(Call other) {
    call.require(other);
  }
}
