package io.gatehouse.sts.token.samlbearer;

import io.gatehouse.sts.token.assertion.AssertionTerms;
import io.gatehouse.tokens.saml.IssuerKeys;

/**
 * An issuer whose assertions are taken for tokens.
 *
 * @param entity its entity id, exactly
 */
public record SamlIssuer(String entity, IssuerKeys keys, AssertionTerms terms) {}
