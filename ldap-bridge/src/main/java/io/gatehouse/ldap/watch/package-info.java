/**
 * Watching the directory for changes to people that matter.
 *
 * <p>Owns the rounds of polling: what changed lately by the servers' own timestamps, whether the
 * owners and groups in use are still where they were, and a full reading now and then. Tells
 * listeners what happened; keeps nothing but what it needs to tell a change. Does not own what
 * follows from a change.
 */
@NullMarked
package io.gatehouse.ldap.watch;

import org.jspecify.annotations.NullMarked;
