package io.gatehouse.sts.token.assertion;

import java.time.Instant;
import java.util.Optional;

/**
 * What a verified assertion says.
 *
 * @param id unique with the issuer
 * @param person the value that leads to the person
 * @param signedIn when the issuer saw the person sign in
 * @param method what {@code amr} tells of it
 */
public record Asserted(
    String issuer,
    String id,
    Optional<String> person,
    Instant made,
    Instant until,
    Optional<Instant> signedIn,
    String method) {}
