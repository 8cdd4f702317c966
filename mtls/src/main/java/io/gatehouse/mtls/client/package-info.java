/**
 * Client certificates as a credential: which certificates may be one, whom they stand for, and the
 * authenticator that puts both together on every request.
 *
 * <p>Does not own the judgement of chains, nor where owners and records are kept.
 */
@NullMarked
package io.gatehouse.mtls.client;

import org.jspecify.annotations.NullMarked;
