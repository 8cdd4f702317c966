package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.IssuerContract;
import java.nio.file.Path;

final class PostgresIssuerTest extends IssuerContract {
  @Override
  protected Issuer.Stores stores(Path folder) {
    return JdbcStores.of(closing(TestDatabases.fresh()));
  }
}
