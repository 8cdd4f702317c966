package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.RegistersContract;
import java.nio.file.Path;
import java.time.InstantSource;

final class JdbcRegistersTest extends RegistersContract {
  @Override
  protected Issuer.Stores stores(Path folder) {
    var state = closing(StateFolder.lock(folder.resolve("state")));
    return JdbcStores.of(closing(EmbeddedDatabase.open(state, InstantSource.system())));
  }
}
