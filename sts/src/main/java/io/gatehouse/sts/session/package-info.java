/**
 * Owns the browser session: who signed in with this browser, how and when, for how long, and the
 * cookies that say so. Does not own the login, nor the transaction of an authorization request.
 */
@NullMarked
package io.gatehouse.sts.session;

import org.jspecify.annotations.NullMarked;
