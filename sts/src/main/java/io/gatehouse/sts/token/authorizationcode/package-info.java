/**
 * Owns exchanging an authorization code: the bindings of the code, PKCE, and what a second use
 * takes back. Decides only: phases, minting and HTTP belong to the token endpoint.
 */
@NullMarked
package io.gatehouse.sts.token.authorizationcode;

import org.jspecify.annotations.NullMarked;
