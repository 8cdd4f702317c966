/**
 * Owns what the configuration says of routes once it was compiled: patterns, hosts, methods, and
 * which one a request meets. It knows no credential, no policy language and no upstream: those are
 * handed in as interfaces and opaque entries.
 */
@NullMarked
package io.gatehouse.gateway.route;

import org.jspecify.annotations.NullMarked;
