package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.HttpField;
import java.util.List;
import java.util.Optional;

/**
 * What goes to a service.
 *
 * @param target origin form, the very bytes that were judged
 * @param fields complete, framing fields included
 * @param body content that was buffered; empty: it is streamed, if there is any
 */
record ServiceRequest(
    String method,
    String target,
    List<HttpField> fields,
    Optional<byte[]> body,
    ServiceEntry service) {

  /** RFC 9110 §9.2.2, for requests that can be repeated because nothing of them was streamed. */
  boolean isRepeatable() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> body.isPresent();
      default -> false;
    };
  }
}
