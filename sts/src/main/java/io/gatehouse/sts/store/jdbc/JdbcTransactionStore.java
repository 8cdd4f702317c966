package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.authorize.TransactionStore;
import io.gatehouse.sts.oauth.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Waiting authorization requests in the relational store. */
public final class JdbcTransactionStore implements TransactionStore {
  private final Database database;

  public JdbcTransactionStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Fingerprint handle, Transaction transaction) {
    database.write(sql -> {
      sql.update(
          """
          DELETE FROM authorization_transaction WHERE handle IN
            (SELECT handle FROM authorization_transaction
             ORDER BY ends_at DESC, handle LIMIT ? OFFSET ?)\
          """,
          MOST,
          MOST - 1);
      return sql.update(
          """
          INSERT INTO authorization_transaction
            (handle, browser, query, signed_in_as, consented_as, ends_at)
          VALUES (?, ?, ?, ?, ?, ?)\
          """,
          handle.value(),
          transaction.browser().value(),
          transaction.query(),
          transaction.signedInAs(),
          transaction.consentedAs(),
          transaction.ends());
    });
  }

  @Override
  public Optional<Transaction> find(Fingerprint handle) {
    return database.read(sql ->
        sql.first(
            "SELECT * FROM authorization_transaction WHERE handle = ?",
            JdbcTransactionStore::transaction,
            handle.value()));
  }

  private static Transaction transaction(Row row) throws SQLException {
    return new Transaction(
        new Fingerprint(row.text("browser")),
        row.text("query"),
        row.textIfAny("signed_in_as"),
        row.textIfAny("consented_as"),
        row.instant("ends_at"));
  }

  @Override
  public void signedIn(Fingerprint handle, String sessionId) {
    database.write(sql ->
        sql.update(
            "UPDATE authorization_transaction SET signed_in_as = ? WHERE handle = ?",
            sessionId,
            handle.value()));
  }

  @Override
  public void consented(Fingerprint handle, String sessionId) {
    database.write(sql ->
        sql.update(
            "UPDATE authorization_transaction SET consented_as = ? WHERE handle = ?",
            sessionId,
            handle.value()));
  }

  @Override
  public boolean remove(Fingerprint handle) {
    return database.write(sql ->
        sql.update("DELETE FROM authorization_transaction WHERE handle = ?", handle.value()))
        == 1;
  }

  @Override
  public void purge(Instant now) {
    database.write(sql -> sql.sweep("authorization_transaction", "handle", now));
  }
}
