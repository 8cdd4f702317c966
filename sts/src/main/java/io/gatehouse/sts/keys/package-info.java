/**
 * Owns the keys of the issuer: the key-encryption key and what is sealed under it, the peppers, the
 * signing keys on their way from pending to gone, and the public keys of the gateways. Does not
 * sign tokens and does not serve them: the mint and the endpoint ask here.
 */
@NullMarked
package io.gatehouse.sts.keys;

import org.jspecify.annotations.NullMarked;
