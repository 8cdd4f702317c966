package io.gatehouse.sts.client;

import io.gatehouse.identity.Secret;
import java.time.Instant;

/**
 * What is kept of a client secret.
 *
 * @param hash HMAC-SHA-256 of the secret under a pepper
 */
public record SecretHash(Secret hash, int pepperVersion, Instant createdAt) {}
