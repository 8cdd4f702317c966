/**
 * Owns {@code /revoke} (RFC 7009): which token a client may take back, and what goes with it. The
 * ledger keeps it and the feed tells it; families belong to their grant.
 */
@NullMarked
package io.gatehouse.sts.revocation;

import org.jspecify.annotations.NullMarked;
