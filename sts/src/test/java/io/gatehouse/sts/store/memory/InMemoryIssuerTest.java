package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.IssuerContract;
import java.nio.file.Path;

final class InMemoryIssuerTest extends IssuerContract {
  @Override
  protected Issuer.Stores stores(Path folder) {
    return InMemoryStores.fresh();
  }
}
