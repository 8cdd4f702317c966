/**
 * Owns the one reading of a request's path and of its authority: what is refused, and that nothing
 * is rewritten between being judged and being sent. It does not know routes, hosts that are served
 * or the bytes below (those are {@code wire}'s).
 */
@NullMarked
package io.gatehouse.web.path;

import org.jspecify.annotations.NullMarked;
