/**
 * Owns {@code /introspect} (RFC 7662): who may ask about which token, and what is told. Does not
 * mint, and tells nobody why a token is not active.
 */
@NullMarked
package io.gatehouse.sts.introspection;

import org.jspecify.annotations.NullMarked;
