/**
 * Rate limits by the generic cell rate algorithm, in process.
 *
 * <p>Owns the arithmetic and the memory of who called how often. Does not own who is counted, what
 * a limit is, quotas (their ledger is durable), or what a refusal looks like: the limiter gets a
 * key, a rate and a cost, never an expression.
 */
@NullMarked
package io.gatehouse.ratelimit;

import org.jspecify.annotations.NullMarked;
