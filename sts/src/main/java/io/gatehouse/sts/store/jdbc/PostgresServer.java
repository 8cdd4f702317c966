package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Where a PostgreSQL store is, and how its connections are made.
 *
 * @param url {@code jdbc:postgresql://...}, without a password
 * @param password asked for at each connection: a changed one counts from the next
 * @param patience how long one transaction may take
 */
public record PostgresServer(
    String url, Optional<String> user, Optional<Supplier<Secret>> password, Duration patience) {
  private static final String LOOPBACK =
      "jdbc:postgresql://(localhost|127\\.[0-9.]+|\\[::1])[:/].*";
  private static final int CONNECT_SECONDS = 1;
  private static final Executor HERE = Runnable::run;

  /** A connection whose every wait has an end. */
  Connection connect(boolean readOnly) throws SQLException {
    var connection = DriverManager.getConnection(url, properties());
    try {
      connection.setNetworkTimeout(HERE, Math.toIntExact(patience.toMillis()));
      try (var settings = connection.createStatement()) {
        // A process that stands still in a transaction must not hold the others' locks for ever.
        var _ = settings.execute("SET idle_in_transaction_session_timeout = '10s'");
        var _ = settings.execute("SET lock_timeout = " + patience.toMillis());
      }
      connection.setReadOnly(readOnly);
      connection.setTransactionIsolation(
          readOnly
              ? Connection.TRANSACTION_REPEATABLE_READ
              : Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  private Properties properties() {
    var properties = new Properties();
    user.ifPresent(name -> properties.setProperty("user", name));
    password.ifPresent(read -> properties.setProperty("password", read.get().exposeText()));
    properties.setProperty("ApplicationName", "gatehouse");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    // Also bounds the start of a session; later each wait is bounded by the patience.
    properties.setProperty("socketTimeout", Long.toString(Math.max(1, patience.toSeconds())));
    properties.setProperty("tcpKeepAlive", "true");
    if (!url.contains("sslmode=") && !url.matches(LOOPBACK)) {
      properties.setProperty("sslmode", "verify-full");
      if (!url.contains("sslrootcert=")) {
        properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      }
    }
    return properties;
  }
}
