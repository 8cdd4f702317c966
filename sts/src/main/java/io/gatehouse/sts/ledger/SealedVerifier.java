package io.gatehouse.sts.ledger;

/** What a proof is checked against, sealed; {@code version} is of the pepper or wrapping inside. */
public record SealedVerifier(byte[] sealed, int version) {}
