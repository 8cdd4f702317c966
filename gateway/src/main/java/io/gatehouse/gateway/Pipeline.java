package io.gatehouse.gateway;

import io.gatehouse.gateway.accept.Accept;
import io.gatehouse.gateway.authenticate.Authenticate;
import io.gatehouse.gateway.authorize.Authorize;
import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Step;
import io.gatehouse.gateway.identify.Identify;
import io.gatehouse.gateway.limit.Admitted;
import io.gatehouse.gateway.limit.Limit;

/**
 * The request's path. Each stage takes the proof of the one before, so none can be left out or
 * moved.
 */
record Pipeline(
    Accept accept, Identify identify, Authenticate authenticate, Authorize authorize, Limit limit) {

  Step<Admitted> walk(Call call) {
    return accept
        .check(call)
        .then(accepted -> identify.find(call, accepted))
        .then(found -> Step.of(waiting -> authenticate.prove(call, found, waiting)))
        .then(proven -> authorize.decide(call, proven))
        .then(allowed -> Step.of(waiting -> limit.admit(call, allowed, waiting)));
  }
}
