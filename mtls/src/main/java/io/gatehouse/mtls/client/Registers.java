package io.gatehouse.mtls.client;

import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.UsageSink;

/** What the verifier of certificates asks and tells. */
public record Registers(CertificateOwners found, OwnerStates owners, UsageSink usage) {}
