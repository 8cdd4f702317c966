/** Tests of assertions: rules, attacks on XML signatures, other people's tools. */
@NullMarked
package io.gatehouse.tokens.saml;

import org.jspecify.annotations.NullMarked;
