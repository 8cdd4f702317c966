/**
 * Owns what the caller reads when the gateway itself answers, and the one line that every request
 * leaves behind. It decides nothing.
 */
@NullMarked
package io.gatehouse.gateway.respond;

import org.jspecify.annotations.NullMarked;
