/**
 * Owns the proof of who calls: it asks the one authenticator that the route names for the
 * credential presented, waits off the I/O thread where that is needed, and never lets a rejected
 * credential fall through to another kind. It makes identities; what they may do is judged later.
 */
@NullMarked
package io.gatehouse.gateway.authenticate;

import org.jspecify.annotations.NullMarked;
