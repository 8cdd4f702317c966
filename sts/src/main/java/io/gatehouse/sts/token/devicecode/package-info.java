/** Owns the redemption of device codes (RFC 8628 §3.4). */
@NullMarked
package io.gatehouse.sts.token.devicecode;

import org.jspecify.annotations.NullMarked;
