/**
 * Owns {@code POST /token}: the phases that every grant shares, in one method and one order, client
 * authentication, and the answers by RFC 6749 §5. Does not decide a grant (the folders below do)
 * and does not mint.
 */
@NullMarked
package io.gatehouse.sts.token;

import org.jspecify.annotations.NullMarked;
