package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.RegistersContract;
import java.nio.file.Path;

final class InMemoryRegistersTest extends RegistersContract {
  @Override
  protected Issuer.Stores stores(Path folder) {
    return InMemoryStores.fresh();
  }
}
