package io.gatehouse.sts.store.jdbc;

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
}
