/**
 * Owns the login form and what its post does: one question to the directory, one new session. Does
 * not own sessions or requests; it leads back to where the request waits.
 */
@NullMarked
package io.gatehouse.sts.login;

import org.jspecify.annotations.NullMarked;
