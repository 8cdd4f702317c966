/**
 * Owns the grant of JWTs by other issuers (RFC 7523 §2.1): reading and verifying them. What they
 * are good for is decided in {@code assertion}.
 */
@NullMarked
package io.gatehouse.sts.token.jwtbearer;

import org.jspecify.annotations.NullMarked;
