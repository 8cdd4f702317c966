package io.gatehouse.gateway.identify;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.identity.Credential;
import java.util.Optional;

/** Proof that a request meets one route and presents one credential at most. */
public final class Identified {
  private final Call call;
  private final Route route;
  private final Optional<Credential> credential;

  Identified(Call call, Route route, Optional<Credential> credential) {
    this.call = call;
    this.route = route;
    this.credential = credential;
  }

  /** Throws when this was made for another request. */
  public void on(Call other) {
    call.require(other);
  }

  public Route route() {
    return route;
  }

  /** What was presented; empty only where the route lets anybody in. */
  public Optional<Credential> credential() {
    return credential;
  }
}
