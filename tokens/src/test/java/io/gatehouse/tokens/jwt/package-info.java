/** Tests of tokens and keys; the vectors are in the resources, with their licences. */
@NullMarked
package io.gatehouse.tokens.jwt;

import org.jspecify.annotations.NullMarked;
