package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential.Saml;
import io.gatehouse.app.config.shape.Complaints;
import java.time.Duration;
import java.util.List;

/** Rules about whose assertions are accepted, and what they must say. */
final class SamlRules {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private SamlRules() {}

  static void issuersAreKnownByTheirKeys(Configuration file, Complaints complaints) {
    file.credentials().values().stream()
        .filter(Saml.class::isInstance)
        .map(Saml.class::cast)
        .forEach(saml -> judge(file, saml, complaints));
  }

  private static void judge(Configuration file, Saml saml, Complaints complaints) {
    fits(saml, complaints);
    if (file.isOwn(saml)) {
      ours(saml, complaints);
    } else {
      foreign(saml, complaints);
    }
  }

  private static void fits(Saml saml, Complaints complaints) {
    if (saml.maxLifetime().isZero() || saml.maxLifetime().compareTo(LONGEST) > 0) {
      complaints.about(saml, "max_lifetime", "An assertion lives from 1s to 10m.");
    }
    if (saml.certificates().isPresent() && saml.metadata().isPresent()) {
      complaints.about(
          saml, "certificates", "The keys come from `certificates` or `metadata`, not both.");
    }
    if (saml.metadataSigner().isPresent() && saml.metadata().isEmpty()) {
      complaints.about(saml, "metadata_signer", "There is no `metadata` that it could sign.");
    }
  }

  private static void ours(Saml saml, Complaints complaints) {
    for (var key : List.of("certificates", "metadata", "metadata_signer", "audience", "match")) {
      if (complaints.isWritten(saml, key)) {
        complaints.about(saml, key, "`" + key + "` is for other issuers; this one is our own.");
      }
    }
  }

  private static void foreign(Saml saml, Complaints complaints) {
    if (saml.issuer().isEmpty()) {
      complaints.about(saml, "issuer", "Without a token service here, `issuer` must be named.");
    }
    if (saml.certificates().isEmpty() && saml.metadata().isEmpty()) {
      complaints.about(
          saml,
          "issuer",
          "Another issuer is known by its keys.",
          "Write `certificates: file:idp.pem`, or `metadata: file:idp-metadata.xml`.");
    }
    // An assertion without a stated audience was made for somebody else.
    if (saml.audience().isEmpty()) {
      complaints.about(
          saml,
          "issuer",
          "Assertions of another issuer need an `audience` that they must name.",
          "Write `audience: VALUE` beside it.");
    }
  }
}
