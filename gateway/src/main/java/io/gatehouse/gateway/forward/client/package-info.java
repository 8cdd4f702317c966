/**
 * Owns HTTP/1.1 towards services: connections and their pools, what is written to them, and the
 * strict reading of what comes back. It knows no callers, no routes and no policy, and it never
 * blocks: everything of one connection happens on its I/O thread.
 */
@NullMarked
package io.gatehouse.gateway.forward.client;

import org.jspecify.annotations.NullMarked;
