package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.Sts;
import io.gatehouse.sts.ledger.LedgerStore;
import io.gatehouse.sts.logout.LogoutOutbox;
import io.gatehouse.sts.store.BrowserStoresContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

final class JdbcBrowserStoresTest extends BrowserStoresContract {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @Override
  protected Sts.Stores open(Path folder) {
    var state = StateFolder.lock(folder.resolve("state"));
    opened.push(state);
    var database = EmbeddedDatabase.open(state, InstantSource.system());
    opened.push(database);
    return JdbcStores.browser(database);
  }

  @Override
  protected LedgerStore ledger(Sts.Stores beside) {
    return new JdbcLedgerStore((Database) opened.getFirst());
  }

  @Override
  protected LogoutOutbox outbox(Sts.Stores beside) {
    return new JdbcLogoutOutbox((Database) opened.getFirst());
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
