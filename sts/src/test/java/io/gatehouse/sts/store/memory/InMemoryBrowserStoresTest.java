package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.Sts;
import io.gatehouse.sts.logout.LogoutOutbox;
import io.gatehouse.sts.store.BrowserStoresContract;
import java.nio.file.Path;

final class InMemoryBrowserStoresTest extends BrowserStoresContract {
  @Override
  protected Sts.Stores open(Path folder) {
    return new Sts.Stores(
        new InMemorySessionStore(),
        new InMemoryTransactionStore(),
        new InMemoryCodeStore(),
        new InMemoryFamilyStore(),
        new InMemoryInitialTokenStore(),
        new InMemoryDeviceStore(),
        new InMemoryPushedRequestStore());
  }

  @Override
  protected LogoutOutbox outbox(Sts.Stores beside) {
    return new InMemoryLogoutOutbox();
  }
}
