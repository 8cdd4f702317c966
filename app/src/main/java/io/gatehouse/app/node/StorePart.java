package io.gatehouse.app.node;

import io.gatehouse.app.config.Sts.Local;
import io.gatehouse.app.config.Sts.StoreLogin;
import io.gatehouse.app.config.value.StoreUrl;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.Sts;
import io.gatehouse.sts.store.jdbc.Database;
import io.gatehouse.sts.store.jdbc.EmbeddedDatabase;
import io.gatehouse.sts.store.jdbc.JdbcCodeStore;
import io.gatehouse.sts.store.jdbc.JdbcConsentStore;
import io.gatehouse.sts.store.jdbc.JdbcDeviceStore;
import io.gatehouse.sts.store.jdbc.JdbcFamilyStore;
import io.gatehouse.sts.store.jdbc.JdbcInitialTokenStore;
import io.gatehouse.sts.store.jdbc.JdbcPushedRequestStore;
import io.gatehouse.sts.store.jdbc.JdbcSessionStore;
import io.gatehouse.sts.store.jdbc.JdbcTransactionStore;
import io.gatehouse.sts.store.jdbc.PostgresDatabase;
import io.gatehouse.sts.store.jdbc.PostgresServer;
import io.gatehouse.sts.store.jdbc.StateFolder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The store that the configuration names. */
final class StorePart {
  /** A token request that meets a frozen server is answered within two seconds. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private StorePart() {}

  static Database open(Local written, StateFolder folder, InstantSource clock) {
    return written
        .store()
        .<Database>map(url -> PostgresDatabase.open(server(url, written), clock))
        .orElseGet(() -> EmbeddedDatabase.open(folder, clock));
  }

  /** The issuer's own small stores. */
  static Sts.Stores small(Database database) {
    return new Sts.Stores(
        new JdbcSessionStore(database),
        new JdbcTransactionStore(database),
        new JdbcCodeStore(database),
        new JdbcFamilyStore(database),
        new JdbcInitialTokenStore(database),
        new JdbcDeviceStore(database),
        new JdbcPushedRequestStore(database),
        new JdbcConsentStore(database));
  }

  private static PostgresServer server(StoreUrl url, Local written) {
    var login = written.storeLogin();
    return new PostgresServer(
        url.value(),
        login.map(StoreLogin::user),
        login.map(account -> password(account)),
        PATIENCE);
  }

  private static Supplier<Secret> password(StoreLogin account) {
    return () -> account.password().readLine();
  }
}
