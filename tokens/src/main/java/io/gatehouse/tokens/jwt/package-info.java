/**
 * Signs and verifies JSON Web Tokens: the strict compact form, keys and key sets with one algorithm
 * each, named checks, the key sets of remote issuers, and the signer. It owns the syntax and the
 * cryptography of a token and the types of its claims. It does not own who the caller is, what the
 * claims allow, where a token was carried, or which issuers are trusted.
 */
@NullMarked
package io.gatehouse.tokens.jwt;

import org.jspecify.annotations.NullMarked;
