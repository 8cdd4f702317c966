/**
 * Owns the issuer as a whole: the literal list of what it serves, and how its parts are put
 * together. Everything that is decided is decided in the folders below.
 */
@NullMarked
package io.gatehouse.sts;

import org.jspecify.annotations.NullMarked;
