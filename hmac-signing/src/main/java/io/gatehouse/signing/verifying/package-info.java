/**
 * Turns signed requests into verified identities: RFC 9421 signatures and AWS SigV4.
 *
 * <p>Owns the policy of a signature (what it covers, how old it may be, which key may have made it)
 * and the order of checks: parse, key, signature, time, content, and only then the claim against
 * replay. Does not own syntax and MACs (package {@code signing}), the marks (package {@code
 * replay}), or where keys and owners are kept.
 */
@NullMarked
package io.gatehouse.signing.verifying;

import org.jspecify.annotations.NullMarked;
