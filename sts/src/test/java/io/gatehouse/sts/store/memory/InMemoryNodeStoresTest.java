package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.store.NodeStoresContract;
import java.nio.file.Path;

final class InMemoryNodeStoresTest extends NodeStoresContract {
  @Override
  protected Stores open(Path folder) {
    return new Stores(new InMemoryNodeKeyStore(), new InMemoryAdminTokenStore());
  }
}
