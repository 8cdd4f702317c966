package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.authorize.CodeGrant;
import io.gatehouse.sts.authorize.CodeStore;
import io.gatehouse.sts.oauth.CodeChallenge;
import io.gatehouse.sts.oauth.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;

/** Authorization codes in the relational store. */
public final class JdbcCodeStore implements CodeStore {
  private final Database database;

  public JdbcCodeStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Fingerprint code, CodeGrant grant) {
    var signIn = grant.signIn();
    var asked = grant.asked();
    database.write(sql ->
        sql.update(
            """
            INSERT INTO authorization_code
              (code, id, client, redirect_uri, owner, session, auth_time, acr, amr,
               scopes, resource, nonce, challenge, ends_at, claims, dpop_jkt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """,
            code.value(),
            grant.id(),
            grant.clientId(),
            grant.redirectUri(),
            signIn.owner(),
            signIn.session(),
            signIn.time(),
            signIn.contextClass(),
            SignInColumns.methods(signIn),
            Scopes.format(asked.scopes()),
            asked.resource(),
            asked.nonce(),
            asked.challenge().map(CodeChallenge::value),
            grant.ends(),
            GrantColumns.names(asked.claims()),
            asked.dpopKey()));
  }

  @Override
  public Redemption redeem(Fingerprint code, Instant now) {
    return database.write(sql -> {
      int taken =
          sql.update(
              "UPDATE authorization_code SET used_at = ? WHERE code = ? AND used_at IS NULL",
              now,
              code.value());
      return sql.first(
              "SELECT * FROM authorization_code WHERE code = ?",
              row -> taken == 1 ? first(row) : again(row),
              code.value())
          .orElseGet(Redemption.Unknown::new);
    });
  }

  private static Redemption first(Row row) throws SQLException {
    return new Redemption.First(grant(row));
  }

  private static Redemption again(Row row) throws SQLException {
    return new Redemption.Again(grant(row), row.instant("used_at"));
  }

  private static CodeGrant grant(Row row) throws SQLException {
    return new CodeGrant(
        row.text("id"),
        row.text("client"),
        row.text("redirect_uri"),
        SignInColumns.read(row, "session"),
        new CodeGrant.Asked(
            SignInColumns.scopes(row),
            row.textIfAny("resource"),
            row.textIfAny("nonce"),
            row.textIfAny("challenge").map(CodeChallenge::new),
            GrantColumns.claims(row),
            row.textIfAny("dpop_jkt")),
        row.instant("ends_at"));
  }

  @Override
  public void purge(Instant now) {
    database.write(sql -> sql.sweep("authorization_code", "code", now));
  }
}
