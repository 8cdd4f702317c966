package io.gatehouse.sts.store.memory;

import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.client.ClientStore;
import io.gatehouse.sts.client.SecretHash;
import io.gatehouse.sts.client.StoredClient;
import io.gatehouse.sts.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Clients in memory, beside the ledger that says which may be used. */
public final class InMemoryClientStore implements ClientStore {
  private static final int LIVE_SECRETS = 2;

  private final TreeMap<String, StoredClient> clients = new TreeMap<>();
  private final InMemoryLedgerStore ledger;

  public InMemoryClientStore(InMemoryLedgerStore ledger) {
    this.ledger = ledger;
  }

  @Override
  public synchronized void add(StoredClient client, LedgerEntry entry) {
    ledger.add(entry, Optional.empty());
    clients.put(client.clientId(), client);
  }

  @Override
  public synchronized boolean addSecret(String clientId, SecretHash secret) {
    var known = findActive(clientId);
    known.ifPresent(client -> clients.put(clientId, withSecret(client, secret)));
    return known.isPresent();
  }

  private static StoredClient withSecret(StoredClient client, SecretHash secret) {
    var secrets = new ArrayList<>(client.secrets());
    secrets.add(secret);
    var newest = secrets.subList(Math.max(0, secrets.size() - LIVE_SECRETS), secrets.size());
    return new StoredClient(client.clientId(), client.metadata(), client.createdAt(), newest);
  }

  @Override
  public synchronized Optional<StoredClient> findActive(String clientId) {
    return Optional.ofNullable(clients.get(clientId)).filter(this::isActive);
  }

  private boolean isActive(StoredClient client) {
    return ledger
        .find(new LedgerSubject(Kind.CLIENT, client.clientId()))
        .filter(entry -> entry.state() == State.ACTIVE)
        .isPresent();
  }

  @Override
  public synchronized List<StoredClient> listActive(String afterId, int most) {
    return clients.tailMap(afterId, false).values().stream()
        .filter(this::isActive)
        .limit(most)
        .toList();
  }
}
