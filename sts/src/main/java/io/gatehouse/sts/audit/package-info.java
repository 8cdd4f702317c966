/**
 * Owns the audit log: who did what, one JSON line each, chained by hashes per writer and synced to
 * disk before the action is acknowledged. Does not decide what is recorded and never reads its
 * records back for a decision.
 */
@NullMarked
package io.gatehouse.sts.audit;

import org.jspecify.annotations.NullMarked;
