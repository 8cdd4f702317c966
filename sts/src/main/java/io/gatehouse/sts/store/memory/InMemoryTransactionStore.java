package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.authorize.TransactionStore;
import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Waiting authorization requests in a map. */
public final class InMemoryTransactionStore implements TransactionStore {
  private final Map<Fingerprint, Transaction> transactions = new HashMap<>();

  @Override
  public synchronized void add(Fingerprint handle, Transaction transaction) {
    if (transactions.size() >= MOST) {
      transactions.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().ends()))
          .map(Map.Entry::getKey)
          .ifPresent(transactions::remove);
    }
    transactions.put(handle, transaction);
  }

  @Override
  public synchronized Optional<Transaction> find(Fingerprint handle) {
    return Optional.ofNullable(transactions.get(handle));
  }

  @Override
  public void signedIn(Fingerprint handle, String sessionId) {
    change(
        handle,
        old ->
            new Transaction(
                old.browser(), old.query(), Optional.of(sessionId), old.consentedAs(), old.ends()));
  }

  @Override
  public void consented(Fingerprint handle, String sessionId) {
    change(
        handle,
        old ->
            new Transaction(
                old.browser(), old.query(), old.signedInAs(), Optional.of(sessionId), old.ends()));
  }

  private synchronized void change(Fingerprint handle, UnaryOperator<Transaction> change) {
    transactions.computeIfPresent(handle, (key, old) -> change.apply(old));
  }

  @Override
  public synchronized boolean remove(Fingerprint handle) {
    return transactions.remove(handle) != null;
  }

  @Override
  public synchronized void purge(Instant now) {
    transactions.values().removeIf(transaction -> transaction.ends().isBefore(now));
  }
}
