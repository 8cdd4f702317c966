package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.store.NodeStoresContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

final class JdbcNodeStoresTest extends NodeStoresContract {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @Override
  protected Stores open(Path folder) {
    var state = StateFolder.lock(folder.resolve("state"));
    opened.push(state);
    var database = EmbeddedDatabase.open(state, InstantSource.system());
    opened.push(database);
    return new Stores(new JdbcNodeKeyStore(database), new JdbcAdminTokenStore(database));
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
