/**
 * Owns {@code /userinfo} (OpenID Connect Core §5.3): who may read a person's claims, and which
 * scope shows which. Does not mint and keeps nothing.
 */
@NullMarked
package io.gatehouse.sts.userinfo;

import org.jspecify.annotations.NullMarked;
