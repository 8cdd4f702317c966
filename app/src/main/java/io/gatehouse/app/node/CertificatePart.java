package io.gatehouse.app.node;

import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.Authenticator;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Client certificates as the configuration accepts them. */
final class CertificatePart {
  private static final long REFRESH_SECONDS = 1;

  private final IssuerPart issuer;
  private final DirectoryPart directory;
  private final Ambient ambient;
  private final NodeTls tls;
  private final Map<Authenticator, Judged> judged = new ConcurrentHashMap<>();
  private final List<WatchedLists> ofClients = new CopyOnWriteArrayList<>();
  private volatile List<X509Certificate> authorities = List.of();

  /** What the certificates of one entry are judged by. */
  private record Judged(TrustedAuthorities trusted, Optional<WatchedLists> lists) {}

  /** What certificates are judged with. */
  record Parts(IssuerPart issuer, DirectoryPart directory, NodeTls tls, Ambient ambient) {}

  CertificatePart(Parts parts) {
    this.issuer = parts.issuer();
    this.directory = parts.directory();
    this.ambient = parts.ambient();
    this.tls = parts.tls();
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(
                Quietly.each("the reading of revocation lists", this::refreshLists),
                REFRESH_SECONDS,
                REFRESH_SECONDS,
                TimeUnit.SECONDS);
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
          var lists = lists(written.crl(), trusted);
          lists.ifPresent(ofClients::add);
          var revocation = revocation(lists, written.crlGrace());
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

  private void refreshLists() {
    ofClients.forEach(WatchedLists::refresh);
    judged.values().forEach(one -> one.lists().ifPresent(WatchedLists::refresh));
  }

  /** These entries judge from now on, and no others. */
  void inForce(Collection<CredentialEntry> entries) {
    judged.keySet().retainAll(entries.stream().map(CredentialEntry::authenticator).toList());
    authorities =
        judged.values().stream()
            .flatMap(each -> each.trusted().certificates().stream())
            .distinct()
            .toList();
  }

  private TrustedAuthorities trusted(Credential.X509 written) {
    return TrustedAuthorities.read(written.ca().map(PublicFile::path).orElseGet(tls::ownAuthority));
  }

  /** All whose certificates some route accepts. */
  List<X509Certificate> authorities() {
    return authorities;
  }

  CredentialEntry entry(String name, Credential.X509 written) {
    var trusted = trusted(written);
    var lists = lists(written.crl(), trusted);
    var authenticator =
        new ClientCertificateAuthenticator(
            new ChainJudge(trusted, revocation(lists, written.crlGrace()), ambient.clock()),
            new Registers(owners(written), issuer.owners(), issuer.ledger()),
            ambient.clock(),
            ambient.nanos());
    judged.put(authenticator, new Judged(trusted, lists));
    return new CredentialEntry(
        name,
        CredentialKind.CERTIFICATE,
        authenticator,
        presented ->
            presented instanceof io.gatehouse.identity.Credential.ClientCertificate(var chain)
                && trusted.areNamedIn(chain),
        true);
  }

  private Optional<WatchedLists> lists(List<PublicFile> crl, TrustedAuthorities trusted) {
    if (crl.isEmpty()) {
      return Optional.empty();
    }
    var files = crl.stream().map(PublicFile::path).toList();
    return Optional.of(new WatchedLists(files, trusted, ambient.clock()));
  }

  private static Revocation revocation(Optional<WatchedLists> lists, Duration grace) {
    return lists
        .<Revocation>map(watched -> new Revocation.ByLists(watched, grace))
        .orElseGet(Revocation.None::new);
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
