/**
 * Owns registered clients: strict validation of their metadata (RFC 7591), their secrets, and the
 * look-up of those that may still be used. Does not authenticate requests: the token endpoint takes
 * the credentials apart and asks {@link io.gatehouse.sts.client.RegisteredClient}.
 */
@NullMarked
package io.gatehouse.sts.client;

import org.jspecify.annotations.NullMarked;
