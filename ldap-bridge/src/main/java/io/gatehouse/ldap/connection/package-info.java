/**
 * Connections to directory servers.
 *
 * <p>Owns TLS with the name verified, the bounded pools, time-outs, the order of servers, and the
 * guards that keep a dead or slow directory from holding anyone up. Every failure to get an answer
 * leaves as {@code DependencyUnavailable(DIRECTORY)}. Does not own what is asked.
 */
@NullMarked
package io.gatehouse.ldap.connection;

import org.jspecify.annotations.NullMarked;
