package io.gatehouse.sts.store.jdbc;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.oauth.SignIn;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The columns that sessions, codes and families share. */
final class SignInColumns {
  private static final String CERTIFICATE = "x5t#S256:";
  private static final String DPOP_KEY = "jkt:";

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

  /** A key as {@code method:thumbprint}; the methods are those of RFC 7800's registry. */
  static String binding(Confirmation key) {
    return switch (key) {
      case Confirmation.Certificate(var thumbprint) -> CERTIFICATE + thumbprint;
      case Confirmation.DpopKey(var thumbprint) -> DPOP_KEY + thumbprint;
    };
  }

  static Confirmation binding(String text) {
    return text.startsWith(CERTIFICATE)
        ? new Confirmation.Certificate(text.substring(CERTIFICATE.length()))
        : new Confirmation.DpopKey(text.substring(DPOP_KEY.length()));
  }

  static Set<String> scopes(Row row) throws SQLException {
    return Scopes.parse(row.text("scopes")).orElse(Set.of());
  }
}
