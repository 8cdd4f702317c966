package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.Sts;
import io.gatehouse.sts.ledger.LedgerStore;
import io.gatehouse.sts.logout.LogoutOutbox;
import io.gatehouse.sts.store.BrowserStoresContract;
import java.nio.file.Path;

final class InMemoryBrowserStoresTest extends BrowserStoresContract {
  private final InMemoryLedgerStore ledger = new InMemoryLedgerStore();

  @Override
  protected Sts.Stores open(Path folder) {
    return new Sts.Stores(
        new InMemorySessionStore(),
        new InMemoryTransactionStore(),
        new InMemoryCodeStore(),
        new InMemoryFamilyStore(),
        new InMemoryInitialTokenStore(),
        new InMemoryDeviceStore(),
        new InMemoryPushedRequestStore(),
        new InMemoryConsentStore(ledger));
  }

  @Override
  protected LedgerStore ledger(Sts.Stores beside) {
    return ledger;
  }

  @Override
  protected LogoutOutbox outbox(Sts.Stores beside) {
    return InMemoryLogoutOutbox.filledBy(ledger, (InMemoryCodeStore) beside.codes());
  }
}
