package io.gatehouse.sts.store.jdbc;

import io.gatehouse.sts.oauth.ClaimsRequest;
import java.sql.SQLException;
import java.util.Optional;

/** The column of the claims that were asked for by name, which codes and families share. */
final class GrantColumns {
  private GrantColumns() {}

  static Optional<String> names(ClaimsRequest claims) {
    return claims.equals(ClaimsRequest.NONE) ? Optional.empty() : Optional.of(claims.names());
  }

  static ClaimsRequest claims(Row row) throws SQLException {
    return row.textIfAny("claims").map(ClaimsRequest::ofNames).orElse(ClaimsRequest.NONE);
  }
}
