package io.gatehouse.sts.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Connections with the settings that durability rests on. */
final class SqliteConnections {
  private static final int BUSY_MILLIS = 5_000;

  private SqliteConnections() {}

  static Connection forWriting(Path file) throws SQLException {
    var config = config(JournalMode.WAL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    return open(config, file);
  }

  static Connection forReading(Path file) throws SQLException {
    var config = config(JournalMode.WAL);
    config.setReadOnly(true);
    return open(config, file);
  }

  /** For a draft that nobody else sees: one file, no log beside it. */
  static Connection forMaking(Path file) throws SQLException {
    return open(config(JournalMode.DELETE), file);
  }

  private static SQLiteConfig config(JournalMode mode) {
    var config = new SQLiteConfig();
    config.setJournalMode(mode);
    // FULL: the log is synced at each commit, so what was acknowledged survives a power cut.
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    return config;
  }

  private static Connection open(SQLiteConfig config, Path file) throws SQLException {
    var connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    connection.setAutoCommit(false);
    return connection;
  }
}
