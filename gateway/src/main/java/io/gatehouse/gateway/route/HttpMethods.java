package io.gatehouse.gateway.route;

import java.util.Set;

/** The methods that a route may have. CONNECT and TRACE have no place behind a gateway. */
final class HttpMethods {
  static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private HttpMethods() {}
}
