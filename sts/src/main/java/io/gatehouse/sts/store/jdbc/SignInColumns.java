package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.oauth.SignIn;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The columns that sessions, codes and families share. */
final class SignInColumns {
  private SignInColumns() {}

  /**
   * @param session name of the column that holds the session's id
   */
  static SignIn read(Row row, String session) throws SQLException {
    return new SignIn(
        new EntryUuid(row.text("owner")),
        row.text(session),
        row.instant("auth_time"),
        row.text("acr"),
        List.of(row.text("amr").split(" ")));
  }

  static String methods(SignIn signIn) {
    return String.join(" ", signIn.methods());
  }

  static Set<String> scopes(Row row) throws SQLException {
    return Scopes.parse(row.text("scopes")).orElse(Set.of());
  }
}
