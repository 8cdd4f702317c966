/**
 * Owns the grant of SAML assertions by other issuers (RFC 7522 §2.1): reading and verifying them.
 * What they are good for is decided in {@code assertion}.
 */
@NullMarked
package io.gatehouse.sts.token.samlbearer;

import org.jspecify.annotations.NullMarked;
