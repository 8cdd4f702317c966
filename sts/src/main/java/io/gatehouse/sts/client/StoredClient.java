package io.gatehouse.sts.client;

import java.time.Instant;
import java.util.List;

/**
 * A client as it lies in the store.
 *
 * @param metadata JSON, written and read by {@link MetadataJson} alone
 * @param secrets the live ones, oldest first; at most two
 */
public record StoredClient(
    String clientId, String metadata, Instant createdAt, List<SecretHash> secrets) {
  public StoredClient {
    secrets = List.copyOf(secrets);
  }
}
