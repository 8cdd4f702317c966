/**
 * Owns what grants by assertion have in common (RFC 7521): which client may bring whose assertions,
 * for whom and for what they stand, and that each counts once. Verifying belongs to the grants.
 */
@NullMarked
package io.gatehouse.sts.token.assertion;

import org.jspecify.annotations.NullMarked;
