package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.sql.SQLException;

/** What a failure of the driver means. */
final class Failures {
  private Failures() {}

  /** An outage for everything that is not the caller's own doing. */
  static RuntimeException translated(Throwable failure) {
    return switch (failure) {
      case RuntimeException own -> own;
      case SQLException sql when Dialect.isBug(sql) -> new IllegalStateException("bad SQL", sql);
      case SQLException sql ->
          new DependencyUnavailable(
              Dependency.STORE, "the store answered " + sql.getMessage(), sql);
      default -> new IllegalStateException(failure);
    };
  }
}
