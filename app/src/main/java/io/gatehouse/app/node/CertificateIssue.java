package io.gatehouse.app.node;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.admin.CertificateActions;
import io.gatehouse.sts.certificates.RevocationLists;
import io.gatehouse.web.endpoint.MountTable;
import java.util.concurrent.TimeUnit;

/**
 * Client certificates by the node's own authority: the ledger, the authority and the list; and what
 * everybody may read of the node's own keys.
 */
final class CertificateIssue {
  private static final long AFTER_THE_START = 5;
  private static final long LOOKED_AT_EVERY = 600;

  private final IssuerPart issuer;
  private final Ambient ambient;
  private final OwnCertificates certificates;
  private final RevocationLists lists;
  private final SamlKeys samlKeys;

  CertificateIssue(OwnAuthority authority, IssuerPart issuer, Ambient ambient) {
    this.issuer = issuer;
    this.ambient = ambient;
    this.certificates = new OwnCertificates(authority);
    this.samlKeys = new SamlKeys(issuer.name().value(), issuer.signingKeys());
    this.lists = issuer.revocationLists(certificates, certificates::publish);
    // Not at the start itself: what signs lists takes long to load.
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(
                Quietly.each("the revocation list", lists::tick),
                AFTER_THE_START,
                LOOKED_AT_EVERY,
                TimeUnit.SECONDS);
  }

  AdminActions actions(UserDirectory people) {
    return new CertificateActions(
        new CertificateActions.Parts(
            issuer.ledger(),
            people,
            issuer.scopes(),
            certificates,
            issuer.certifiedKeys(),
            lists,
            issuer.audit(),
            ambient.clock()));
  }

  MountTable documents() {
    return certificates.documents(lists).and(samlKeys.documents());
  }
}
