package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.token.refreshtoken.Family;
import io.gatehouse.sts.token.refreshtoken.FamilyStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Refresh families in the relational store. */
public final class JdbcFamilyStore implements FamilyStore {
  private final Database database;

  public JdbcFamilyStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Family family) {
    var signIn = family.signIn();
    database.write(sql ->
        sql.update(
            """
            INSERT INTO refresh_family
              (id, client, owner, session, auth_time, acr, amr, scopes, resource, bound_to, sealed_key,
               generation, rotated_at, last_used_at, ends_at, claims)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """,
            family.id(),
            family.clientId(),
            signIn.owner(),
            signIn.session(),
            signIn.time(),
            signIn.contextClass(),
            SignInColumns.methods(signIn),
            Scopes.format(family.scopes()),
            family.resource(),
            family.binding().map(SignInColumns::binding),
            family.sealedKey(),
            family.generation(),
            family.rotatedAt(),
            family.lastUsed(),
            family.ends(),
            GrantColumns.names(family.claims())));
  }

  @Override
  public Optional<Family> find(String id) {
    return database.read(
        sql -> sql.first("SELECT * FROM refresh_family WHERE id = ?", JdbcFamilyStore::family, id));
  }

  private static Family family(Row row) throws SQLException {
    return new Family(
        row.text("id"),
        row.text("client"),
        SignInColumns.read(row, "session"),
        SignInColumns.scopes(row),
        row.textIfAny("resource"),
        GrantColumns.claims(row),
        row.textIfAny("bound_to").map(SignInColumns::binding),
        row.bytes("sealed_key"),
        row.number("generation"),
        row.instant("rotated_at"),
        row.instant("last_used_at"),
        row.instant("ends_at"));
  }

  @Override
  public boolean rotate(String id, long from, Instant at) {
    return database.write(sql ->
        sql.update(
            """
            UPDATE refresh_family
            SET generation = generation + 1, rotated_at = ?, last_used_at = ?
            WHERE id = ? AND generation = ?\
            """,
            at,
            at,
            id,
            from))
        == 1;
  }

  @Override
  public void used(String id, Instant at) {
    database.write(
        sql -> sql.update("UPDATE refresh_family SET last_used_at = ? WHERE id = ?", at, id));
  }

  @Override
  public void endWithSession(String sessionId, Instant at) {
    database.write(sql ->
        sql.update(
            "UPDATE refresh_family SET ends_at = ? WHERE session = ? AND ends_at > ?",
            at,
            sessionId,
            at));
  }

  @Override
  public void purge(Instant now) {
    database.write(sql -> sql.sweep("refresh_family", "id", now));
  }
}
