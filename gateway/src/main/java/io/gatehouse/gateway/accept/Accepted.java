package io.gatehouse.gateway.accept;

import io.gatehouse.gateway.call.Call;

/** Proof that a request is for this gateway, from an address that may call. */
public final class Accepted {
  private final Call call;

  Accepted(Call call) {
    this.call = call;
  }

  /** Throws when this was made for another request. */
  public void on(Call other) {
    call.require(other);
  }
}
