package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.Sts;
import io.gatehouse.sts.ledger.LedgerStore;
import io.gatehouse.sts.logout.LogoutOutbox;
import io.gatehouse.sts.store.BrowserStoresContract;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

final class PostgresBrowserStoresTest extends BrowserStoresContract {
  private final Deque<Database> opened = new ArrayDeque<>();

  @Override
  protected Sts.Stores open(Path folder) {
    opened.push(TestDatabases.fresh());
    return JdbcStores.browser(opened.getFirst());
  }

  @Override
  protected LogoutOutbox outbox(Sts.Stores beside) {
    return new JdbcLogoutOutbox(opened.getFirst());
  }

  @Override
  protected LedgerStore ledger(Sts.Stores beside) {
    return new JdbcLedgerStore(opened.getFirst());
  }

  @AfterEach
  void close() {
    opened.forEach(Database::close);
  }
}
