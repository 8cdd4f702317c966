package io.gatehouse.app.config.load;

import io.gatehouse.app.config.AssertionIssuer;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.OidcLogin;
import io.gatehouse.app.config.Opaque;
import io.gatehouse.app.config.shape.Complaints;
import java.time.Duration;
import java.util.Optional;

/** Rules about issuers whose assertions are taken for tokens. */
final class AssertionRules {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private AssertionRules() {}

  static void issuersAreOthersWhosePeopleAreHere(Configuration file, Complaints complaints) {
    file.localSts()
        .ifPresent(
            sts -> sts.assertions().values().forEach(issuer -> check(file, issuer, complaints)));
  }

  private static void check(Configuration file, AssertionIssuer issuer, Complaints complaints) {
    // A name that is not there is said by the reader of names.
    Optional.ofNullable(file.credentials().get(issuer.credential()))
        .filter(credential -> !fits(file, credential))
        .ifPresent(credential ->
            complaints.about(
                issuer,
                "credential",
                "This must be an `oidc` or `saml` credential of another issuer whose people are"
                    + " in the directory.",
                "Name one with `match`."));
    if (issuer.maxLifetime().isZero()
        || issuer.maxLifetime().isNegative()
        || issuer.maxLifetime().compareTo(LONGEST) > 0) {
      complaints.about(issuer, "max_lifetime", "This must be at most 10m.");
    }
  }

  private static boolean fits(Configuration file, Credential credential) {
    return switch (credential) {
      case Credential.Oidc oidc ->
          !file.isOwn(oidc.issuer()) && oidc.owner() == Credential.Standing.DIRECTORY;
      case Credential.Saml saml -> !file.isOwn(saml);
      case Credential.ApiKey _,
          Credential.Signature _,
          Credential.Sigv4 _,
          Credential.Basic _,
          Credential.X509 _,
          OidcLogin _,
          Opaque _ ->
          false;
    };
  }
}
