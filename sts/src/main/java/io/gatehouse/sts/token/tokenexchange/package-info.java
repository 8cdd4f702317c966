/**
 * Owns token exchange (RFC 8693): which client may turn whose token into one for which resource, by
 * a table of rules. Verifying tokens and minting belong to {@code issue}.
 */
@NullMarked
package io.gatehouse.sts.token.tokenexchange;

import org.jspecify.annotations.NullMarked;
