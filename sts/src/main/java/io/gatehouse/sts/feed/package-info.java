/**
 * Owns the sequenced, durable stream of changes and its delivery inside this process: each
 * subscriber hears every event once, in order. Does not decide what is an event: whoever changes
 * the ledger writes both in one transaction.
 */
@NullMarked
package io.gatehouse.sts.feed;

import org.jspecify.annotations.NullMarked;
