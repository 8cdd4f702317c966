/**
 * Owns the browsers that are signed in at this gateway: the cookie, how long it is good, and how it
 * is taken back. It knows hashes of cookies only. How a browser signs in belongs to {@code login}.
 */
@NullMarked
package io.gatehouse.gateway.session;

import org.jspecify.annotations.NullMarked;
