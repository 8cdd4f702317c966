package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.Sts;
import io.gatehouse.sts.store.Issuer;

/** The JDBC twins of the stores that an issuer's state lies in. */
public final class JdbcStores {
  private JdbcStores() {}

  public static Issuer.Stores of(Database database) {
    return new Issuer.Stores(
        new JdbcLedgerStore(database),
        new JdbcFeedStore(database),
        new JdbcClientStore(database),
        new JdbcSealedValueStore(database),
        new JdbcSigningKeyStore(database));
  }

  /** The issuer's own small stores. */
  static Sts.Stores browser(Database database) {
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
}
