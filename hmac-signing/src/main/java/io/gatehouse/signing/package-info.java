/**
 * Signed HTTP requests for both sides: RFC 9421 message signatures with {@code hmac-sha256}, RFC
 * 9530 content digests and AWS Signature Version 4 in its header form.
 *
 * <p>Owns the syntax (RFC 9651 structured fields included), the canonical texts, the MACs and the
 * signers. Does not own which keys exist, what a signature has to cover, how old it may be or
 * whether it was seen before: that is the verifier's policy. Depends on nothing but the JDK, so a
 * client can sign with this one jar.
 */
@NullMarked
package io.gatehouse.signing;

import org.jspecify.annotations.NullMarked;
