package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.certificates.CertifiedKeys;
import java.time.Instant;
import java.util.Optional;

/** Certified keys in the store, until their certificates have ended. */
public final class JdbcCertifiedKeys implements CertifiedKeys {
  private final Database database;

  public JdbcCertifiedKeys(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> lastCertificate(String key) {
    return database.read(sql ->
        sql.first(
            "SELECT certificate FROM certified_key WHERE key_hash = ?",
            row -> row.text("certificate"),
            key));
  }

  @Override
  public void certified(String key, String certificate, Instant end, Instant now) {
    database.write(sql -> {
      var forgotten = sql.update("DELETE FROM certified_key WHERE ends_at < ?", now);
      sql.updateOne(
          """
          INSERT INTO certified_key (key_hash, certificate, ends_at) VALUES (?, ?, ?)
          ON CONFLICT (key_hash) DO UPDATE
          SET certificate = excluded.certificate, ends_at = excluded.ends_at\
          """,
          key,
          certificate,
          end);
      return forgotten;
    });
  }
}
