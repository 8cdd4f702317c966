package io.gatehouse.sts.store.memory;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.sts.consent.Consent;
import io.gatehouse.sts.consent.ConsentStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Consents in memory, beside the ledger whose families end with them. */
public final class InMemoryConsentStore implements ConsentStore {
  private final TreeMap<String, Consent> consents = new TreeMap<>();
  private final InMemoryLedgerStore ledger;

  public InMemoryConsentStore(InMemoryLedgerStore ledger) {
    this.ledger = ledger;
  }

  @Override
  public synchronized void give(Consent consent) {
    var all =
        find(consent.owner(), consent.clientId(), consent.extent().resource())
            .map(before -> before.widened(consent))
            .orElse(consent);
    consents.put(all.id(), all);
  }

  @Override
  public synchronized Optional<Consent> find(
      EntryUuid owner, String clientId, Optional<String> resource) {
    return consents.values().stream()
        .filter(consent -> consent.owner().equals(owner))
        .filter(consent -> consent.clientId().equals(clientId))
        .filter(consent -> consent.extent().resource().equals(resource))
        .findFirst();
  }

  @Override
  public synchronized List<Consent> list(Listing listing) {
    return consents.tailMap(listing.afterId(), false).values().stream()
        .filter(consent -> listing.owner().stream().allMatch(consent.owner()::equals))
        .filter(consent -> listing.client().stream().allMatch(consent.clientId()::equals))
        .limit(listing.most())
        .toList();
  }

  @Override
  public synchronized Optional<Consent> takeBack(String id, Instant at) {
    var taken = Optional.ofNullable(consents.remove(id));
    taken.ifPresent(consent -> ledger.revokeFamilies(consent.owner(), consent.clientId(), at));
    return taken;
  }
}
