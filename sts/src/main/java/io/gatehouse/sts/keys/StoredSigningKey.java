package io.gatehouse.sts.keys;

import io.gatehouse.tokens.jwt.JwsAlgorithm;
import java.time.Instant;

/**
 * A signing key as it lies in the store.
 *
 * @param publicKey SubjectPublicKeyInfo
 * @param sealed PKCS#8 under the key-encryption key; empty once the key is gone
 * @param changedAt when it got into its state
 */
public record StoredSigningKey(
    String kid,
    JwsAlgorithm algorithm,
    State state,
    byte[] publicKey,
    byte[] sealed,
    Instant createdAt,
    Instant changedAt) {

  /** The way of a key; it never goes back. */
  public enum State {
    /** Published, not signing yet. */
    PENDING,
    ACTIVE,
    /** Published for what it signed. */
    RETIRING,
    GONE
  }
}
