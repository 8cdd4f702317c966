package io.gatehouse.sts.admin;

import io.gatehouse.identity.CredentialRecord.Restrictions;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.oauth.ScopeCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whom a new key or certificate stands on, and what it is good for. */
record IssueTerms(
    Owner owner, Set<String> scopes, Restrictions restrictions, String label, Instant expiresAt) {
  static final Set<String> MEMBERS =
      Set.of("owner", "scopes", "routes", "networks", "label", "expires_at");

  /** A key without an end outlives everybody who remembers what it was for. */
  private static final Duration USUAL_LIFE = Duration.ofDays(365);

  static IssueTerms read(
      BodyFields fields, UserDirectory directory, ScopeCatalog catalog, Instant now) {
    var owner =
        directory
            .byLoginName(fields.required("owner"))
            .orElseThrow(() -> BodyFields.malformed("owner is no person of the directory."));
    var expiresAt = fields.instant("expires_at").orElse(now.plus(USUAL_LIFE));
    if (!expiresAt.isAfter(now)) {
      throw BodyFields.malformed("expires_at must be in the future.");
    }
    return new IssueTerms(
        owner,
        scopes(fields, owner, catalog),
        restrictions(fields),
        fields.text("label").orElse(""),
        expiresAt);
  }

  private static Set<String> scopes(BodyFields fields, Owner owner, ScopeCatalog catalog) {
    var wanted = Set.copyOf(new HashSet<>(fields.words("scopes")));
    if (!wanted.stream().allMatch(catalog::knows)) {
      throw BodyFields.malformed("scopes names one that is not configured.");
    }
    // A key carries nothing that its owner could not have.
    if (!catalog.given(wanted, owner.groups()).equals(wanted)) {
      throw new BodyFields.Wrong(
          Problem.of(
              ProblemKind.FORBIDDEN,
              "The owner's groups do not give every one of these scopes.",
              "scopes beyond the owner's groups"));
    }
    return wanted;
  }

  private static Restrictions restrictions(BodyFields fields) {
    try {
      var routes = Set.copyOf(new HashSet<>(fields.words("routes")));
      return new Restrictions(routes, fields.words("networks"));
    } catch (IllegalArgumentException noNetwork) {
      throw BodyFields.malformed("networks must be CIDR blocks such as 192.0.2.0/24.");
    }
  }

  LedgerEntry entry(LedgerSubject subject, String creator, Instant now) {
    return LedgerEntry.of(subject, creator, now, expiresAt)
        .ownedBy(Optional.of(owner.id()))
        .allowing(scopes, restrictions)
        .labelled(label);
  }
}
