package io.gatehouse.sts.store.jdbc;

import java.sql.SQLException;

/**
 * The relational store. Every failure of it is {@code DependencyUnavailable(STORE)}; what a piece
 * of work throws itself passes through and undoes the work.
 *
 * <p>Safe for use by many threads. Blocks, with bounds.
 */
public interface Database extends AutoCloseable {
  /** Something done in one transaction. Must not call the database again. */
  interface Work<T> {
    T run(Sql sql) throws SQLException;
  }

  /**
   * Runs the work in one transaction and returns when it is on disk.
   *
   * @throws io.gatehouse.identity.DependencyUnavailable when it is unknown whether the work is kept
   */
  <T> T write(Work<T> work);

  /** Runs the work on one consistent view of everything acknowledged so far. */
  <T> T read(Work<T> work);

  @Override
  void close();
}
