/**
 * Owns what pages of other origins may read of the issuer's answers: those of registered
 * applications, from the endpoints that applications in browsers call, and never with cookies. What
 * is public for everybody, such as metadata and keys, says so itself.
 */
@NullMarked
package io.gatehouse.sts.crossorigin;

import org.jspecify.annotations.NullMarked;
