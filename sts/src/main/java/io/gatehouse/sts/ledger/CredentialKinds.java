package io.gatehouse.sts.ledger;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.LedgerSubject.Kind;
import java.util.Optional;

/** Which kind of entry stands behind which kind of proof. */
public final class CredentialKinds {
  private CredentialKinds() {}

  public static Optional<Kind> entryKind(CredentialKind kind) {
    return switch (kind) {
      case API_KEY -> Optional.of(Kind.API_KEY);
      case SIGNATURE -> Optional.of(Kind.HMAC_KEY);
      case SIGV4 -> Optional.of(Kind.SIGV4_KEY);
      case CERTIFICATE -> Optional.of(Kind.CERTIFICATE);
      case JWT, SAML, BASIC, SESSION -> Optional.empty();
    };
  }

  static CredentialRecord recordOf(LedgerEntry entry, Ledger.KeyMaterial material) {
    return new CredentialRecord(
        proofKind(entry.subject().kind()),
        entry.subject().id(),
        entry.owner(),
        entry.scopes(),
        entry.restrictions(),
        material.verifier(),
        material.version(),
        entry.expiresAt(),
        entry.state());
  }

  private static CredentialKind proofKind(Kind kind) {
    return switch (kind) {
      case API_KEY -> CredentialKind.API_KEY;
      case HMAC_KEY -> CredentialKind.SIGNATURE;
      case SIGV4_KEY -> CredentialKind.SIGV4;
      case CERTIFICATE -> CredentialKind.CERTIFICATE;
      case CLIENT, SESSION, REFRESH_FAMILY, TOKEN, OWNER, SIGNING_KEY ->
          throw new IllegalArgumentException(kind + " is no credential of a caller");
    };
  }
}
