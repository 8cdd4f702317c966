package io.gatehouse.sts.token.jwtbearer;

import io.gatehouse.sts.token.assertion.AssertionTerms;
import io.gatehouse.tokens.jwt.KeySource;

/**
 * An issuer whose JWTs are taken for tokens.
 *
 * @param name {@code iss}, exactly
 */
public record JwtIssuer(String name, KeySource keys, AssertionTerms terms) {}
