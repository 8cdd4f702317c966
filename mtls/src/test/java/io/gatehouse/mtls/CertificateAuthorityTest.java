package io.gatehouse.mtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testkit.StoppedClock;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final StoppedClock clock = StoppedClock.at("2026-11-22T12:00:00Z");
  private final SecureRandom random = new SecureRandom();
  private final CertificateAuthority authority =
      CertificateAuthority.create("Test authority", clock, random);

  @Test
  void theAuthorityMaySignLeavesAndListsAndNothingElse() {
    var certificate = authority.certificate();
    assertThat(certificate.getBasicConstraints()).isZero();
    assertThat(certificate.getKeyUsage()).containsSequence(false, true, true);
    assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.19", "2.5.29.15");
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Test authority");
  }

  @Test
  void aServerCertificateHasItsNamesAndOnePurpose() throws Exception {
    var names =
        List.of(SubjectName.of("LocalHost"), SubjectName.of("127.0.0.1"), SubjectName.of("::1"));
    var issued = authority.issueServer(names, Duration.ofDays(90)).certificate();
    assertThat(issued.getSubjectAlternativeNames())
        .containsExactly(
            List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(issued.getExtendedKeyUsage()).containsExactly(SERVER_AUTH);
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
    validate(issued, clock.instant());
  }

  @Test
  void aClientCertificateIsWhatItsTemplateSaysWhateverItsName() throws Exception {
    var uri = URI.create("spiffe://test/bob");
    var name = "bob,O=admins + CN=root " + "x".repeat(100);
    var issued = authority.issueClient(name, Optional.of(uri), Duration.ofDays(30)).certificate();
    assertThat(issued.getExtendedKeyUsage()).containsExactly(CLIENT_AUTH);
    assertThat(issued.getSubjectAlternativeNames()).containsExactly(List.of(6, uri.toString()));
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
    assertThat(new javax.naming.ldap.LdapName(issued.getSubjectX500Principal().getName()).size())
        .isOne();
    validate(issued, clock.instant());
  }

  @Test
  void serialsAreRandomOfFullLengthAndPositive() {
    Set<java.math.BigInteger> serials = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      var names = List.of(SubjectName.of("a.test"));
      var serial = authority.issueServer(names, Duration.ofDays(1)).certificate().getSerialNumber();
      assertThat(serial.signum()).isOne();
      assertThat(serial.bitLength()).isEqualTo(128);
      serials.add(serial);
    }
    assertThat(serials).hasSize(20);
  }

  @Test
  void noCertificateOutlivesItsAuthority() {
    var names = List.of(SubjectName.of("a.test"));
    var issued = authority.issueServer(names, Duration.ofDays(36_500)).certificate();
    assertThat(issued.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
  }

  @Test
  void anAuthorityThatWasWrittenDownIssuesAsBefore() throws Exception {
    var again =
        CertificateAuthority.read(authority.certificatePem(), authority.keyPem(), clock, random);
    var issued =
        again.issueServer(List.of(SubjectName.of("a.test")), Duration.ofDays(1)).certificate();
    validate(issued, clock.instant());
    var other = CertificateAuthority.create("Other", clock, random);
    assertThatThrownBy(() ->
            CertificateAuthority.read(authority.certificatePem(), other.keyPem(), clock, random))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("is not the key of the first certificate");
  }

  @Test
  void aCertificateOfAnotherAuthorityOfTheSameNameIsNotValid() {
    var twin = CertificateAuthority.create("Test authority", clock, random);
    var issued =
        twin.issueServer(List.of(SubjectName.of("a.test")), Duration.ofDays(1)).certificate();
    assertThatThrownBy(() -> validate(issued, clock.instant()))
        .isInstanceOf(CertPathValidatorException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*.test",
        "a..b",
        "-a.test",
        "a-.test",
        "a b",
        "a\u0000.test",
        "1.2.3",
        "a_b",
        "é"
      })
  void whatIsNeitherHostNameNorAddressIsRefused(String name) {
    assertThatThrownBy(() -> SubjectName.of(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theKeyDoesNotPrint() {
    var issued = authority.issueServer(List.of(SubjectName.of("a.test")), Duration.ofDays(1));
    assertThat(issued.toString() + issued.keyPem()).doesNotContain("BEGIN PRIVATE");
    assertThat(issued.keyPem().exposeText()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(issued.chainPem()).containsOnlyOnce("BEGIN CERTIFICATE");
  }

  private void validate(X509Certificate leaf, Instant at) throws Exception {
    var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    assertThat(CertPathValidator.getInstance("PKIX").validate(path, parameters)).isNotNull();
  }
}
