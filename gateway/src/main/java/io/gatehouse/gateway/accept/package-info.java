/**
 * Owns what is judged before anybody looks at routes or credentials: whether this gateway serves
 * the host, whether the address behaves, whether the content may be that long. Path and authority
 * arrive canonical from the listener.
 */
@NullMarked
package io.gatehouse.gateway.accept;

import org.jspecify.annotations.NullMarked;
