package io.gatehouse.mtls.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.SourcePosition;
import io.gatehouse.mtls.PemFiles.Placed;
import io.gatehouse.mtls.UnusableFile;
import io.gatehouse.mtls.path.ChainJudge.Judgement;
import io.gatehouse.mtls.path.ChainJudge.Revocation;
import io.gatehouse.testkit.StoppedClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * NIST's Public Key Interoperability Test Suite: each end entity's name says whether its path is
 * good. Paths and lists are judged as in the product; the profile of clients is not asked, because
 * no certificate of the suite states a purpose.
 */
@Timeout(60)
final class PkitsTest {
  private static final Path SUITE = Path.of("src/test/resources/pkits");
  private static final SourcePosition HERE = new SourcePosition("pkits", 1, 1);
  private static final StoppedClock CLOCK = StoppedClock.at("2026-01-15T12:00:00Z");

  private final List<X509Certificate> certificates = new ArrayList<>();
  private final List<X509CRL> allLists = new ArrayList<>();

  @Test
  void pathsAreJudgedAsTheSuiteSays() throws Exception {
    readAuthorities();
    var verdicts = new Verdicts();
    int judged = 0;
    for (var file : files("certs")) {
      var name = file.getFileName().toString().replace(".crt", "");
      if (name.endsWith("EE")) {
        verdicts.note(name, !name.startsWith("Invalid"), isTrusted(certificate(file)));
        judged++;
      }
    }
    assertThat(judged).isGreaterThan(200);
    verdicts.matches(SUITE.resolve("differing.tsv"));
  }

  private void readAuthorities() throws Exception {
    for (var file : files("certs")) {
      if (!file.toString().endsWith("EE.crt")) {
        certificates.add(certificate(file));
      }
    }
    for (var file : files("crls")) {
      try (var in = Files.newInputStream(file)) {
        allLists.add((X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in));
      }
    }
  }

  private static List<Path> files(String kind) throws IOException {
    try (var files = Files.list(SUITE.resolve(kind))) {
      return files.sorted().toList();
    }
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private boolean isTrusted(X509Certificate leaf) {
    var above = above(leaf);
    var authorities = authorities(above);
    var presented = new ArrayList<>(List.of(leaf));
    presented.addAll(above);
    var lists = listsOf(authorities);
    var judge =
        new ChainJudge(
            authorities, new Revocation.ByLists(() -> lists, Duration.ofHours(24)), CLOCK);
    try {
      return judge.judge(presented) instanceof Judgement.Trusted;
    } catch (io.gatehouse.identity.DependencyUnavailable outOfDate) {
      return false;
    }
  }

  /** Everybody who could have issued a certificate or one of those above it, by name. */
  private Set<X509Certificate> above(X509Certificate leaf) {
    var found = new LinkedHashSet<X509Certificate>();
    var open = new ArrayList<>(List.of(leaf));
    while (!open.isEmpty()) {
      var issuer = open.removeFirst().getIssuerX500Principal();
      for (var candidate : certificates) {
        if (candidate.getSubjectX500Principal().equals(issuer) && found.add(candidate)) {
          open.add(candidate);
        }
      }
    }
    return found;
  }

  // An operator has the authorities whose lists he has; what no file takes comes from the client.
  private TrustedAuthorities authorities(Set<X509Certificate> above) {
    var anchor =
        certificates.stream()
            .filter(c -> c.getSubjectX500Principal().getName().startsWith("CN=Trust Anchor"))
            .findFirst()
            .orElseThrow();
    var written = new ArrayList<>(List.of(new Placed<>(anchor, HERE)));
    var open = new ArrayList<>(above);
    while (open.removeIf(candidate -> isAdded(candidate, written))) {
      // Those that were added may be the issuers of others.
    }
    return TrustedAuthorities.of(written);
  }

  private static boolean isAdded(X509Certificate candidate, List<Placed<X509Certificate>> written) {
    boolean hasIssuer =
        written.stream()
            .map(Placed::value)
            .anyMatch(w -> w.getSubjectX500Principal().equals(candidate.getIssuerX500Principal()));
    if (!hasIssuer || written.stream().anyMatch(w -> w.value().equals(candidate))) {
      return false;
    }
    written.add(new Placed<>(candidate, HERE));
    try {
      var _ = TrustedAuthorities.of(written);
      return true;
    } catch (UnusableFile refused) {
      written.removeLast();
      return false;
    }
  }

  private RevocationLists listsOf(TrustedAuthorities authorities) {
    var usable =
        allLists.stream()
            .filter(list -> authorities.hasName(list.getIssuerX500Principal()))
            .map(list -> new Placed<>(list, HERE))
            .filter(list -> isUsable(list, authorities))
            .toList();
    return RevocationLists.of(usable, authorities, CLOCK.instant());
  }

  private static boolean isUsable(Placed<X509CRL> list, TrustedAuthorities authorities) {
    try {
      var _ = RevocationLists.of(List.of(list), authorities, CLOCK.instant());
      return true;
    } catch (UnusableFile refused) {
      return false;
    }
  }
}
