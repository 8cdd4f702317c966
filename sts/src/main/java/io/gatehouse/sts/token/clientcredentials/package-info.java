/**
 * Owns tokens of a client for itself. Decides only: phases, minting and HTTP belong to the token
 * endpoint.
 */
@NullMarked
package io.gatehouse.sts.token.clientcredentials;

import org.jspecify.annotations.NullMarked;
