/**
 * Owns refresh tokens: their form, families, rotation, and what a reuse takes back. Decides only:
 * phases, minting and HTTP belong to the token endpoint.
 */
@NullMarked
package io.gatehouse.sts.token.refreshtoken;

import org.jspecify.annotations.NullMarked;
