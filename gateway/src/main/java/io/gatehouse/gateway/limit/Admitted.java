package io.gatehouse.gateway.limit;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.identity.VerifiedIdentity;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Proof that a call may go to its service now. Closed once when the exchange ends. */
public final class Admitted implements AutoCloseable {
  private final Call call;
  private final Route route;
  private final Optional<VerifiedIdentity> identity;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  Admitted(Call call, Route route, Optional<VerifiedIdentity> identity, Runnable release) {
    this.call = call;
    this.route = route;
    this.identity = identity;
    this.release = release;
  }

  /** Throws when this was made for another request. */
  public void on(Call other) {
    call.require(other);
  }

  public Route route() {
    return route;
  }

  public Optional<VerifiedIdentity> identity() {
    return identity;
  }

  /** Gives back the place that this call took. A second time changes nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
