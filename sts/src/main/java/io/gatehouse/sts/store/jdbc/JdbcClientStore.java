package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.CredentialRecord.State;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.client.ClientStore;
import io.gatehouse.sts.client.SecretHash;
import io.gatehouse.sts.client.StoredClient;
import io.gatehouse.sts.ledger.LedgerEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clients and the hashes of their secrets; whether one may be used is the ledger's word. */
public final class JdbcClientStore implements ClientStore {
  private static final String ACTIVE =
      """
      SELECT client.* FROM client JOIN ledger_entry ON ledger_entry.id = client.client_id
      WHERE ledger_entry.kind = ? AND ledger_entry.state = ?\
      """;

  private final Database database;

  public JdbcClientStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(StoredClient client, LedgerEntry entry) {
    var _ =
        database.write(sql -> {
          sql.update(
              "INSERT INTO client (client_id, metadata, created_at) VALUES (?, ?, ?)",
              client.clientId(),
              client.metadata(),
              client.createdAt());
          for (var secret : client.secrets()) {
            insert(sql, client.clientId(), secret);
          }
          LedgerSql.add(sql, entry, Optional.empty());
          return true;
        });
  }

  @Override
  public boolean addSecret(String clientId, SecretHash secret) {
    return database.write(sql -> {
      var known =
          sql.first(
              ACTIVE + " AND client_id = ?",
              JdbcClientStore::client,
              Kind.CLIENT,
              State.ACTIVE,
              clientId);
      if (known.isPresent()) {
        insert(sql, clientId, secret);
        dropOldSecrets(sql, clientId);
      }
      return known.isPresent();
    });
  }

  private static void dropOldSecrets(Sql sql, String clientId) throws SQLException {
    sql.update(
        """
        DELETE FROM client_secret WHERE client_id = ? AND hash NOT IN (
          SELECT hash FROM client_secret WHERE client_id = ?
          ORDER BY created_at DESC, hash LIMIT 2)\
        """,
        clientId,
        clientId);
  }

  @Override
  public Optional<StoredClient> findActive(String clientId) {
    return database.read(sql -> {
      var found =
          sql.first(
              ACTIVE + " AND client_id = ?",
              JdbcClientStore::client,
              Kind.CLIENT,
              State.ACTIVE,
              clientId);
      return found.isEmpty() ? found : Optional.of(withSecrets(sql, found.get()));
    });
  }

  @Override
  public List<StoredClient> listActive(String afterId, int most) {
    return database.read(sql -> {
      var clients = new ArrayList<StoredClient>();
      for (var client :
          sql.list(
              ACTIVE + " AND client_id > ? ORDER BY client_id LIMIT ?",
              JdbcClientStore::client,
              Kind.CLIENT,
              State.ACTIVE,
              afterId,
              most)) {
        clients.add(withSecrets(sql, client));
      }
      return clients;
    });
  }

  private static void insert(Sql sql, String clientId, SecretHash secret) throws SQLException {
    sql.update(
        """
        INSERT INTO client_secret (client_id, created_at, pepper_version, hash)
        VALUES (?, ?, ?, ?)\
        """,
        clientId,
        secret.createdAt(),
        secret.pepperVersion(),
        secret.hash().expose());
  }

  private static StoredClient client(Row row) throws SQLException {
    return new StoredClient(
        row.text("client_id"), row.text("metadata"), row.instant("created_at"), List.of());
  }

  private static StoredClient withSecrets(Sql sql, StoredClient client) throws SQLException {
    var secrets =
        sql.list(
            "SELECT * FROM client_secret WHERE client_id = ? ORDER BY created_at",
            row ->
                new SecretHash(
                    Secret.of(row.bytes("hash")),
                    Math.toIntExact(row.number("pepper_version")),
                    row.instant("created_at")),
            client.clientId());
    return new StoredClient(client.clientId(), client.metadata(), client.createdAt(), secrets);
  }
}
