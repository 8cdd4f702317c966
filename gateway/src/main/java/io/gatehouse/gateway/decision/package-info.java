/**
 * Owns what is remembered of each decision: one line each, written off the I/O threads, rotated,
 * and found again by request id. Only the fields named here are ever written; it sees no secret and
 * no query string.
 */
@NullMarked
package io.gatehouse.gateway.decision;

import org.jspecify.annotations.NullMarked;
