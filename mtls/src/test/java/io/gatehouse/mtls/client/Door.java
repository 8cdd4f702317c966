package io.gatehouse.mtls.client;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Waiting;
import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.path.ChainJudge;
import io.gatehouse.mtls.path.TrustedAuthorities;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An authenticator with its directory, and calls through it. */
final class Door {
  static final String BOB = "0b0b0b0b-0000-4000-8000-000000000001";

  /** Certificates are made at the true time; it moves from there. */
  final StoppedClock clock =
      StoppedClock.at(Instant.now(Clock.systemUTC()).plusSeconds(5).toString());

  final KnownOwners people = new KnownOwners();
  private final ClientCertificateAuthenticator authenticator;

  Door(Path authority, CertificateName name, Map<String, String> table) {
    this(authority, new ChainJudge.Revocation.None(), name, table);
  }

  Door(
      Path authority,
      ChainJudge.Revocation revocation,
      CertificateName name,
      Map<String, String> table) {
    people.add(BOB, "bob", "orders-read");
    var judge = new ChainJudge(TrustedAuthorities.read(authority), revocation, clock);
    var owners = new CertificateOwners.ByName(name, "uid", table, people, Set.of("orders.read"));
    this.authenticator =
        new ClientCertificateAuthenticator(
            judge, new Registers(owners, people, (_, _) -> {}), clock, clock::nanos);
  }

  /** Sends a request with the certificates of these files, waiting as often as it must. */
  Attempt call(Path... files) {
    var chain = new ArrayList<X509Certificate>();
    for (var file : files) {
      chain.addAll(PemFiles.certificates(file));
    }
    return call(chain);
  }

  Attempt call(List<X509Certificate> chain) {
    var credential = new Credential.ClientCertificate(chain);
    var request = new OverTls(chain);
    var attempt = authenticator.authenticate(credential, request, Waiting.NEVER);
    for (int i = 0; i < 5 && attempt instanceof Attempt.Park; i++) {
      attempt = authenticator.authenticate(credential, request, Waiting.ALLOWED);
    }
    return attempt;
  }

  Attempt firstAnswer(Path file) {
    var chain = PemFiles.certificates(file);
    return authenticator.authenticate(
        new Credential.ClientCertificate(chain), new OverTls(chain), Waiting.NEVER);
  }

  static String reason(Attempt attempt) {
    return attempt instanceof Attempt.Refused(var problem) ? problem.reason() : "not refused";
  }
}
