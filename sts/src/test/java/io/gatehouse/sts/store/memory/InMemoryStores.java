package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.store.Issuer;

/** The twins in memory of the stores that an issuer's state lies in. */
public final class InMemoryStores {
  private InMemoryStores() {}

  public static Issuer.Stores fresh() {
    var ledger = new InMemoryLedgerStore();
    return new Issuer.Stores(
        ledger,
        ledger,
        new InMemoryClientStore(ledger),
        new InMemorySealedValueStore(),
        new InMemorySigningKeyStore(ledger));
  }
}
