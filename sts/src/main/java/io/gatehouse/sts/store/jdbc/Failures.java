package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of the driver means. */
final class Failures {
  private Failures() {}

  /** An outage for everything that is not the caller's own doing. */
  static RuntimeException translated(Throwable failure) {
    return switch (failure) {
      case RuntimeException own -> own;
      case SQLException sql when isBug(sql) -> new IllegalStateException("bad SQL", sql);
      case SQLException sql ->
          new DependencyUnavailable(
              Dependency.STORE, "the store answered " + sql.getMessage(), sql);
      default -> new IllegalStateException(failure);
    };
  }

  /** A broken rule or statement, not a broken disk. */
  private static boolean isBug(SQLException failure) {
    return switch (primaryCode(failure)) {
      case 1, 19, 20, 21, 25 -> true; // ERROR, CONSTRAINT, MISMATCH, MISUSE, RANGE
      default -> false;
    };
  }

  /** After an I/O error nobody knows what is on disk; a full disk is known to have kept nothing. */
  static boolean leavesDiskInDoubt(SQLException failure) {
    int code = primaryCode(failure);
    return code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  private static int primaryCode(SQLException failure) {
    int code =
        failure instanceof SQLiteException sqlite
            ? sqlite.getResultCode().code
            : failure.getErrorCode();
    return code & 0xff;
  }
}
