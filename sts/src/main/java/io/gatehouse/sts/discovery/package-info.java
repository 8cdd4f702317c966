/**
 * Owns the metadata documents (OpenID Connect Discovery, RFC 8414). Lists what is there and nothing
 * else; each value is exercised by a test.
 */
@NullMarked
package io.gatehouse.sts.discovery;

import org.jspecify.annotations.NullMarked;
