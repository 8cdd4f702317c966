package io.gatehouse.sts.consent;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.oauth.RandomText;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What people allowed, remembered and taken back. Thread-safe; may block. */
public final class Consents {
  private final ConsentStore store;
  private final Ledger ledger;
  private final RandomText random;
  private final InstantSource clock;

  public Consents(ConsentStore store, Ledger ledger, RandomText random, InstantSource clock) {
    this.store = store;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /** Whether the person allowed the client all of this, and has not taken it back. */
  public boolean cover(EntryUuid owner, String clientId, Consent.Extent asked) {
    return store
        .find(owner, clientId, asked.resource())
        .filter(consent -> consent.extent().covers(asked))
        .isPresent();
  }

  /** Durable on return. */
  public void give(EntryUuid owner, String clientId, Consent.Extent allowed) {
    store.give(new Consent(random.id(), owner, clientId, allowed, clock.instant()));
  }

  public List<Consent> list(ConsentStore.Listing listing) {
    return store.list(listing);
  }

  /** What was taken back, with the client's refresh families of this person; empty: unknown. */
  public Optional<Consent> takeBack(String id) {
    var taken = store.takeBack(id, clock.instant());
    ledger.deliver();
    return taken;
  }
}
