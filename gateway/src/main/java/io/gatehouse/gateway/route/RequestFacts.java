package io.gatehouse.gateway.route;

import io.gatehouse.web.path.CanonicalPath;

/**
 * The request as rules see it.
 *
 * @param address the peer's address as text
 */
public record RequestFacts(
    String method,
    CanonicalPath path,
    String query,
    String host,
    String scheme,
    String address,
    String route) {}
