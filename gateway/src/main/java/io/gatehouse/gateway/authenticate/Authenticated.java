package io.gatehouse.gateway.authenticate;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.identity.VerifiedIdentity;
import java.util.Optional;

/** Proof that whoever calls is proven, or that the route lets anybody in. */
public final class Authenticated {
  private final Call call;
  private final Route route;
  private final Optional<VerifiedIdentity> identity;

  Authenticated(Call call, Route route, Optional<VerifiedIdentity> identity) {
    this.call = call;
    this.route = route;
    this.identity = identity;
  }

  /** Throws when this was made for another request. */
  public void on(Call other) {
    call.require(other);
  }

  public Route route() {
    return route;
  }

  /** Who calls; empty for nobody in particular. */
  public Optional<VerifiedIdentity> identity() {
    return identity;
  }
}
