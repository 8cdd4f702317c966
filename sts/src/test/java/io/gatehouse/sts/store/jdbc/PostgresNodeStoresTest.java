package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.store.NodeStoresContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;

final class PostgresNodeStoresTest extends NodeStoresContract {
  @AutoClose private final Database database = TestDatabases.fresh();

  @Override
  protected Stores open(Path folder) {
    return new Stores(new JdbcNodeKeyStore(database), new JdbcAdminTokenStore(database));
  }
}
