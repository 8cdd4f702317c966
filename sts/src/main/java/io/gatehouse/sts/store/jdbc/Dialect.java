package io.gatehouse.sts.store.jdbc;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Everything in which the two databases differ, beside how connections are made. */
enum Dialect {
  SQLITE("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'schema_step'") {
    @Override
    void stamp(Sql sql, int version) throws SQLException {
      sql.update("PRAGMA application_id = " + StoreFile.APPLICATION_ID);
      sql.update("PRAGMA user_version = " + version);
    }
  },
  POSTGRESQL(
      """
      SELECT count(*) AS n FROM pg_tables
      WHERE schemaname = current_schema() AND tablename = 'schema_step'\
      """) {
    @Override
    void stamp(Sql sql, int version) {}
  };

  private final String hasSteps;

  Dialect(String hasSteps) {
    this.hasSteps = hasSteps;
  }

  /** Whether there is a schema at all. */
  boolean isNew(Sql sql) throws SQLException {
    return sql.first(hasSteps, row -> row.number("n")).orElse(0L) == 0;
  }

  /** What a file says of itself; a database on a server says nothing. */
  abstract void stamp(Sql sql, int version) throws SQLException;

  /** A broken rule or statement, not a broken disk, network or server. */
  static boolean isBug(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      return switch (sqlite.getResultCode().code & 0xff) {
        case 1, 19, 20, 21, 25 -> true; // ERROR, CONSTRAINT, MISMATCH, MISUSE, RANGE
        default -> false;
      };
    }
    // PostgreSQL appendix A: data exception, integrity constraint violation, syntax or access rule.
    var state = state(failure);
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
  }

  /** After an I/O error nobody knows what is on disk; a full disk is known to have kept nothing. */
  static boolean leavesDiskInDoubt(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return false;
    }
    int code = sqlite.getResultCode().code & 0xff;
    return code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /** Two transactions stood in each other's way and this one was undone: it may run again. */
  static boolean mayRunAgain(SQLException failure) {
    var state = state(failure);
    return state.equals("40001") || state.equals("40P01");
  }

  private static String state(SQLException failure) {
    var state = failure.getSQLState();
    return state == null ? "" : state;
  }
}
