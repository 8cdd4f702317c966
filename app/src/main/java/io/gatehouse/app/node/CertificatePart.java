package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.mtls.CertificateId;
import io.gatehouse.mtls.client.CertificateOwners;
import io.gatehouse.mtls.client.ClientCertificateAuthenticator;
import io.gatehouse.mtls.client.Registers;
import io.gatehouse.mtls.path.ChainJudge;
import io.gatehouse.mtls.path.ChainJudge.Revocation;
import io.gatehouse.mtls.path.TrustedAuthorities;
import io.gatehouse.mtls.path.WatchedLists;
import io.gatehouse.sts.client.CertificateTrust;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Client certificates as the configuration accepts them. */
final class CertificatePart {
  private static final long REFRESH_SECONDS = 1;

  private final IssuerPart issuer;
  private final DirectoryPart directory;
  private final Ambient ambient;
  private final Map<String, TrustedAuthorities> authorities = new LinkedHashMap<>();

  /** What certificates are judged with. */
  record Parts(IssuerPart issuer, DirectoryPart directory, NodeTls tls, Ambient ambient) {}

  CertificatePart(Configuration configuration, Parts parts) {
    this.issuer = parts.issuer();
    this.directory = parts.directory();
    this.ambient = parts.ambient();
    configuration
        .credentials()
        .forEach((name, credential) -> {
          if (credential instanceof Credential.X509 written) {
            authorities.put(name, trusted(written, parts.tls()));
          }
        });
  }

  /** Whose certificates clients of the token service prove themselves by. */
  CertificateTrust trustInClients(Sts.Local sts, NodeTls tls) {
    boolean asked = sts.listen().mtls().isPresent() || sts.listen().asksForCertificates();
    return asked ? trust(sts, tls) : _ -> Optional.of("no listener asks for certificates");
  }

  private CertificateTrust trust(Sts.Local sts, NodeTls tls) {
    return sts.clientCertificates()
        .map(written -> {
          var trusted = TrustedAuthorities.read(written.ca().path());
          var revocation = revocation(written.crl(), written.crlGrace(), trusted);
          return trustIn(new ChainJudge(trusted, revocation, ambient.clock()));
        })
        .orElseGet(() -> trustInOwn(tls));
  }

  private static CertificateTrust trustIn(ChainJudge judge) {
    return chain ->
        switch (judge.judge(chain)) {
          case ChainJudge.Judgement.Trusted trusted -> Optional.empty();
          case ChainJudge.Judgement.Refused(var reason) -> Optional.of(reason);
        };
  }

  /** What our own authority issued is in the ledger, and revoked there. */
  private CertificateTrust trustInOwn(NodeTls tls) {
    var trusted = TrustedAuthorities.read(tls.ownAuthority());
    var issued = trustIn(new ChainJudge(trusted, new Revocation.None(), ambient.clock()));
    return chain -> {
      var entry =
          new LedgerSubject(LedgerSubject.Kind.CERTIFICATE, CertificateId.serial(chain.getFirst()));
      return issued
          .objection(chain)
          .or(() ->
              issuer.ledger().isLive(entry)
                  ? Optional.empty()
                  : Optional.of("the certificate was revoked, or is no client's"));
    };
  }

  private static TrustedAuthorities trusted(Credential.X509 written, NodeTls tls) {
    return TrustedAuthorities.read(written.ca().map(PublicFile::path).orElseGet(tls::ownAuthority));
  }

  /** All whose certificates some route accepts. */
  List<X509Certificate> authorities() {
    return authorities.values().stream()
        .flatMap(each -> each.certificates().stream())
        .distinct()
        .toList();
  }

  CredentialEntry entry(String name, Credential.X509 written) {
    var trusted = Optional.ofNullable(authorities.get(name)).orElseThrow();
    var authenticator =
        new ClientCertificateAuthenticator(
            new ChainJudge(
                trusted, revocation(written.crl(), written.crlGrace(), trusted), ambient.clock()),
            new Registers(owners(written), issuer.owners(), issuer.ledger()),
            ambient.clock(),
            ambient.nanos());
    return new CredentialEntry(
        name,
        CredentialKind.CERTIFICATE,
        authenticator,
        presented ->
            presented instanceof io.gatehouse.identity.Credential.ClientCertificate(var chain)
                && trusted.areNamedIn(chain),
        true);
  }

  private Revocation revocation(List<PublicFile> crl, Duration grace, TrustedAuthorities trusted) {
    if (crl.isEmpty()) {
      return new Revocation.None();
    }
    var files = crl.stream().map(PublicFile::path).toList();
    var lists = new WatchedLists(files, trusted, ambient.clock());
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(
                Quietly.each("the reading of revocation lists", lists::refresh),
                REFRESH_SECONDS,
                REFRESH_SECONDS,
                TimeUnit.SECONDS);
    return new Revocation.ByLists(lists, grace);
  }

  private CertificateOwners owners(Credential.X509 written) {
    if (written.match().isEmpty()) {
      return new CertificateOwners.ByLedger(issuer.ledger());
    }
    var match = written.match().get();
    return new CertificateOwners.ByName(
        CertificateNames.of(match.name()),
        match.attribute(),
        CertificateNames.table(match),
        directory.directory().people(),
        written.scopes());
  }
}
