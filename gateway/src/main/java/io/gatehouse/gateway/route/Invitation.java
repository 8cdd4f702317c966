package io.gatehouse.gateway.route;

import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.web.endpoint.Reply;

/** Sends a browser to where it can get a credential. May block. */
@FunctionalInterface
public interface Invitation {
  /**
   * @throws io.gatehouse.identity.DependencyUnavailable when the place cannot be found out
   */
  Reply to(ReceivedRequest request);
}
