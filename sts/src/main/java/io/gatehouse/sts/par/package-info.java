/**
 * Owns {@code POST /par} (RFC 9126): who may push an authorization request, and the answer. What
 * holds of a request is {@code authorize}'s business, where it is redeemed.
 */
@NullMarked
package io.gatehouse.sts.par;

import org.jspecify.annotations.NullMarked;
