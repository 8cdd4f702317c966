package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.sts.consent.Consent;
import io.gatehouse.sts.consent.ConsentStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Consents in the relational store. */
public final class JdbcConsentStore implements ConsentStore {
  private final Database database;

  public JdbcConsentStore(Database database) {
    this.database = database;
  }

  @Override
  public void give(Consent consent) {
    var _ =
        database.write(sql -> {
          var before = find(sql, consent.owner(), consent.clientId(), consent.extent().resource());
          if (before.isPresent()) {
            widen(sql, before.get().widened(consent));
          } else {
            add(sql, consent);
          }
          return true;
        });
  }

  private static void add(Sql sql, Consent consent) throws SQLException {
    sql.update(
        """
        INSERT INTO consent (id, owner, client, resource, scopes, claims, given_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)\
        """,
        consent.id(),
        consent.owner(),
        consent.clientId(),
        consent.extent().resource().orElse(""),
        words(consent.extent().scopes()),
        words(consent.extent().claims()),
        consent.givenAt());
  }

  private static void widen(Sql sql, Consent consent) throws SQLException {
    sql.updateOne(
        "UPDATE consent SET scopes = ?, claims = ?, given_at = ? WHERE id = ?",
        words(consent.extent().scopes()),
        words(consent.extent().claims()),
        consent.givenAt(),
        consent.id());
  }

  @Override
  public Optional<Consent> find(EntryUuid owner, String clientId, Optional<String> resource) {
    return database.read(sql -> find(sql, owner, clientId, resource));
  }

  private static Optional<Consent> find(
      Sql sql, EntryUuid owner, String clientId, Optional<String> resource) throws SQLException {
    return sql.first(
        "SELECT * FROM consent WHERE owner = ? AND client = ? AND resource = ?",
        JdbcConsentStore::consent,
        owner,
        clientId,
        resource.orElse(""));
  }

  @Override
  public List<Consent> list(Listing listing) {
    var values = new ArrayList<Object>(List.of(listing.afterId()));
    listing.owner().ifPresent(values::add);
    listing.client().ifPresent(values::add);
    values.add(listing.most());
    var where =
        (listing.owner().isPresent() ? " AND owner = ?" : "")
            + (listing.client().isPresent() ? " AND client = ?" : "");
    return database.read(sql ->
        sql.list(
            "SELECT * FROM consent WHERE id > ?" + where + " ORDER BY id LIMIT ?",
            JdbcConsentStore::consent,
            values.toArray()));
  }

  @Override
  public Optional<Consent> takeBack(String id, Instant at) {
    return database.write(sql -> {
      var found = sql.first("SELECT * FROM consent WHERE id = ?", JdbcConsentStore::consent, id);
      if (found.isPresent()) {
        sql.updateOne("DELETE FROM consent WHERE id = ?", id);
        LedgerSql.revokeFamilies(sql, found.get().owner(), found.get().clientId(), at);
      }
      return found;
    });
  }

  private static Consent consent(Row row) throws SQLException {
    return new Consent(
        row.text("id"),
        new EntryUuid(row.text("owner")),
        row.text("client"),
        new Consent.Extent(
            Optional.of(row.text("resource")).filter(uri -> !uri.isEmpty()),
            words(row.text("scopes")),
            words(row.text("claims"))),
        row.instant("given_at"));
  }

  private static String words(Set<String> words) {
    return String.join(" ", new TreeSet<>(words));
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
  }
}
