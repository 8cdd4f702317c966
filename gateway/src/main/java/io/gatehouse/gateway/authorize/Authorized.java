package io.gatehouse.gateway.authorize;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.identity.VerifiedIdentity;
import java.util.Optional;

/** Proof that the policy of the route allows this call. */
public final class Authorized {
  private final Call call;
  private final Route route;
  private final Optional<VerifiedIdentity> identity;

  Authorized(Call call, Route route, Optional<VerifiedIdentity> identity) {
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

  public Optional<VerifiedIdentity> identity() {
    return identity;
  }
}
