package io.gatehouse.sts.client;

import io.gatehouse.sts.ledger.LedgerEntry;
import java.util.List;
import java.util.Optional;

/** Where registered clients lie. */
public interface ClientStore {
  /** Keeps the client, its ledger entry and the feed event in one transaction. */
  void add(StoredClient client, LedgerEntry entry);

  /** Adds a secret and drops all but the newest two. Empty when the client is unknown. */
  boolean addSecret(String clientId, SecretHash secret);

  /** The client when its ledger entry is neither revoked nor missing. */
  Optional<StoredClient> findActive(String clientId);

  /** In the order of ids, revoked ones left out. */
  List<StoredClient> listActive(String afterId, int most);
}
