/**
 * Owns the two public key sets: the issuer's own, and the union with the keys of the gateways under
 * which identity tokens verify. The keys themselves belong to {@code keys}.
 */
@NullMarked
package io.gatehouse.sts.jwks;

import org.jspecify.annotations.NullMarked;
