package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.device.DeviceGrant;
import io.gatehouse.sts.device.DeviceStore;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.SignIn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What devices asked for, in the relational store. */
public final class JdbcDeviceStore implements DeviceStore {
  private final Database database;

  public JdbcDeviceStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Codes codes, DeviceGrant grant) {
    return database.write(sql ->
        sql.update(
            """
            INSERT INTO device_code
              (device, user_code, id, client, scopes, resource, ends_at, state, next_poll_at,
               poll_interval)
            SELECT ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?
            WHERE NOT EXISTS (SELECT 1 FROM device_code WHERE user_code = ?)\
            """,
            codes.device().value(),
            codes.user().value(),
            grant.id(),
            grant.clientId(),
            Scopes.format(grant.scopes()),
            grant.resource(),
            grant.ends(),
            INTERVAL.toMillis(),
            codes.user().value()))
        == 1;
  }

  @Override
  public Optional<DeviceGrant> waiting(Fingerprint userCode, Instant now) {
    return database.read(sql ->
        sql.first(
            "SELECT * FROM device_code WHERE user_code = ? AND state = 'WAITING' AND ends_at > ?",
            JdbcDeviceStore::grant,
            userCode.value(),
            now));
  }

  @Override
  public boolean decide(Fingerprint userCode, Optional<SignIn> allowedBy, Instant now) {
    return database.write(sql ->
        sql.update(
            """
            UPDATE device_code
            SET state = ?, owner = ?, session = ?, auth_time = ?, acr = ?, amr = ?
            WHERE user_code = ? AND state = 'WAITING' AND ends_at > ?\
            """,
            allowedBy.isPresent() ? "ALLOWED" : "DENIED",
            allowedBy.map(SignIn::owner),
            allowedBy.map(SignIn::session),
            allowedBy.map(SignIn::time),
            allowedBy.map(SignIn::contextClass),
            allowedBy.map(SignInColumns::methods),
            userCode.value(),
            now))
        == 1;
  }

  /** A row as a poll finds it. */
  private record Found(Poll poll, boolean soon, Duration interval) {}

  @Override
  public Poll poll(Fingerprint deviceCode, String clientId, Instant now) {
    return database.write(sql -> {
      // Writing first locks the row: of two polls in two processes one comes after the other.
      sql.update(
          "UPDATE device_code SET state = state WHERE device = ? AND client = ?",
          deviceCode.value(),
          clientId);
      var found =
          sql.first(
              "SELECT * FROM device_code WHERE device = ? AND client = ?",
              row -> found(row, now),
              deviceCode.value(),
              clientId);
      if (found.isEmpty()) {
        return new Poll.Unknown();
      }
      note(sql, deviceCode, found.get(), now);
      return found.get().poll;
    });
  }

  private static Found found(Row row, Instant now) throws SQLException {
    var interval = Duration.ofMillis(row.number("poll_interval"));
    boolean soon = now.isBefore(row.instant("next_poll_at"));
    return new Found(poll(row, now, soon), soon, interval);
  }

  private static Poll poll(Row row, Instant now, boolean soon) throws SQLException {
    if (!now.isBefore(row.instant("ends_at"))) {
      return new Poll.Expired();
    }
    return switch (row.text("state")) {
      case "WAITING" -> soon ? new Poll.TooSoon() : new Poll.Waiting();
      case "DENIED" -> new Poll.Denied();
      case "ALLOWED" -> new Poll.Allowed(grant(row), SignInColumns.read(row, "session"));
      default -> new Poll.Unknown();
    };
  }

  /** In the transaction of the look, which holds the row. */
  private static void note(Sql sql, Fingerprint device, Found found, Instant now)
      throws SQLException {
    var interval = found.soon ? found.interval.plus(INTERVAL) : found.interval;
    sql.update(
        """
        UPDATE device_code SET next_poll_at = ?, poll_interval = ?,
          state = CASE WHEN ? = 1 THEN 'REDEEMED' ELSE state END
        WHERE device = ?\
        """,
        now.plus(interval).minus(TOLERANCE),
        interval.toMillis(),
        found.poll instanceof Poll.Allowed,
        device.value());
  }

  private static DeviceGrant grant(Row row) throws SQLException {
    return new DeviceGrant(
        row.text("id"),
        row.text("client"),
        SignInColumns.scopes(row),
        row.textIfAny("resource"),
        row.instant("ends_at"));
  }

  @Override
  public void purge(Instant now) {
    var _ =
        database.write(sql -> sql.sweep("device_code", "device", now.minus(Duration.ofHours(1))));
  }
}
