/**
 * Owns {@code /authorize}: reading the request, the transaction that waits while a person signs in
 * or consents, and the code that is the answer. Does not own the login, the browser session or what
 * a code is exchanged for.
 */
@NullMarked
package io.gatehouse.sts.authorize;

import org.jspecify.annotations.NullMarked;
