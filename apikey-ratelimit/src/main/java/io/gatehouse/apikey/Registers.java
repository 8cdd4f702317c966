package io.gatehouse.apikey;

import io.gatehouse.identity.CredentialRecords;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.Peppers;
import io.gatehouse.identity.UsageSink;

/** What the verifier of API keys asks and tells. */
public record Registers(
    CredentialRecords records, OwnerStates owners, Peppers peppers, UsageSink usage) {}
