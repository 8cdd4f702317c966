package io.gatehouse.signing.verifying;

import io.gatehouse.identity.CredentialRecords;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.UsageSink;

/** What a verifier asks and tells. */
public record Registers(
    CredentialRecords records, OwnerStates owners, ReplayGuard replays, UsageSink usage) {}
