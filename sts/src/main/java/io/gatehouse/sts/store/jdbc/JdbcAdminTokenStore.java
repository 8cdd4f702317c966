package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.admin.AdminTokenStore;
import java.util.Optional;

/** Hashes of administrators' tokens. */
public final class JdbcAdminTokenStore implements AdminTokenStore {
  private final Database database;

  public JdbcAdminTokenStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean isEmpty() {
    return database.read(
        sql -> sql.first("SELECT id FROM admin_token LIMIT 1", row -> row.text("id")).isEmpty());
  }

  @Override
  public void add(StoredToken token) {
    var _ =
        database.write(sql ->
            sql.update(
                """
                INSERT INTO admin_token (id, hash, name, role, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)\
                """,
                token.id(),
                token.hash().expose(),
                token.name(),
                token.role(),
                token.createdAt(),
                token.expiresAt()));
  }

  @Override
  public Optional<StoredToken> find(String id) {
    return database.read(sql ->
        sql.first(
            "SELECT * FROM admin_token WHERE id = ?",
            row ->
                new StoredToken(
                    row.text("id"),
                    Secret.of(row.bytes("hash")),
                    row.text("name"),
                    Role.valueOf(row.text("role")),
                    row.instant("created_at"),
                    row.instant("expires_at")),
            id));
  }
}
