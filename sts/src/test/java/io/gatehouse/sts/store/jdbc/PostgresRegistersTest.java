package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.RegistersContract;
import java.nio.file.Path;

final class PostgresRegistersTest extends RegistersContract {
  @Override
  protected Issuer.Stores stores(Path folder) {
    return JdbcStores.of(closing(TestDatabases.fresh()));
  }
}
