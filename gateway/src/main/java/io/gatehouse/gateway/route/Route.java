package io.gatehouse.gateway.route;

import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.gateway.route.RoutingPlan.LimitEntry;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.CredentialKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A route with everything that was looked up for it at load. */
public record Route(
    String name,
    PathPattern pattern,
    Set<String> methods,
    Set<String> hosts,
    List<CredentialEntry> accept,
    boolean anonymous,
    Policy policy,
    Optional<LimitEntry> limit,
    ServiceEntry service,
    int bufferBody) {

  public boolean accepts(CredentialKind kind) {
    return accept.stream().anyMatch(entry -> entry.kind() == kind);
  }

  /** Whether only a client certificate opens it: misdirected on a connection that asks for none. */
  public boolean certificatesOnly() {
    return !anonymous
        && accept.stream().allMatch(entry -> entry.kind() == CredentialKind.CERTIFICATE);
  }
}
