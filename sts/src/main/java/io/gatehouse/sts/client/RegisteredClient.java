package io.gatehouse.sts.client;

import io.gatehouse.identity.Secret;
import java.time.Instant;
import java.util.List;

/** A client as registered, with the means to judge a secret. */
public final class RegisteredClient {
  private final String clientId;
  private final ClientMetadata metadata;
  private final Instant registeredAt;
  private final List<SecretHash> secrets;
  private final SecretHashing hashing;

  RegisteredClient(StoredClient stored, ClientMetadata metadata, SecretHashing hashing) {
    this.clientId = stored.clientId();
    this.registeredAt = stored.createdAt();
    this.secrets = stored.secrets();
    this.metadata = metadata;
    this.hashing = hashing;
  }

  public String clientId() {
    return clientId;
  }

  public ClientMetadata metadata() {
    return metadata;
  }

  public Instant registeredAt() {
    return registeredAt;
  }

  /** Whether this is one of the client's live secrets. Takes the same time whatever the answer. */
  public boolean accepts(Secret presented) {
    return hashing.matchesAny(presented, secrets);
  }

  @Override
  public String toString() {
    return "client " + clientId;
  }
}
