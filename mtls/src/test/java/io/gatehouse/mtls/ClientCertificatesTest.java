package io.gatehouse.mtls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.mtls.ClientCertificates.Made;
import io.gatehouse.testkit.StoppedClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificatesTest {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String P256 = "ec -pkeyopt ec_paramgen_curve:P-256";

  @TempDir private Path folder;
  private final StoppedClock clock = StoppedClock.at("2026-11-22T12:00:00Z");
  private final Instant nextYear = clock.instant().plus(Duration.ofDays(365));
  private final CertificateAuthority authority =
      CertificateAuthority.create("Test authority", clock, new SecureRandom());
  private final ClientCertificates clients = new ClientCertificates(() -> authority);

  private String openssl(String arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private String request(String key, String more) throws Exception {
    openssl(
        "req -new -newkey "
            + key
            + " -nodes -keyout k.pem -subj /CN=root/O=admins -out r.pem"
            + more);
    return Files.readString(folder.resolve("r.pem"));
  }

  private Made.Certified certified(Made made) {
    assertThat(made).isInstanceOf(Made.Certified.class);
    return (Made.Certified) made;
  }

  private String refused(Made made) {
    assertThat(made).isInstanceOf(Made.Refused.class);
    return ((Made.Refused) made).why();
  }

  @ParameterizedTest
  @ValueSource(strings = {P256, "ec -pkeyopt ec_paramgen_curve:P-384", "rsa:2048", "ed25519"})
  void f15_ofASigningRequestOnlyTheKeyCounts(String key) throws Exception {
    var made = certified(clients.withKeyOf(request(key, ""), "bob", nextYear));
    var certificate = made.certificate();
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=bob");
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(6, "urn:gatehouse:cert:" + made.id()));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly(CLIENT_AUTH);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(nextYear);
    assertThat(made.key()).isEmpty();
    assertThat(openssl("pkey -in k.pem -pubout"))
        .isEqualTo(PemBlock.write("PUBLIC KEY", certificate.getPublicKey().getEncoded()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basicConstraints=critical,CA:TRUE",
        "subjectAltName=DNS:*.example.com",
        "subjectAltName=URI:urn:gatehouse:cert:1",
        "extendedKeyUsage=anyExtendedKeyUsage",
        "keyUsage=keyCertSign"
      })
  void f15_aSigningRequestThatAsksForMoreIsRefused(String extension) throws Exception {
    var request = request(P256, " -addext " + extension);
    assertThat(refused(clients.withKeyOf(request, "bob", nextYear))).contains("template");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa:1024", "ec -pkeyopt ec_paramgen_curve:P-192", "ed448", "dsa:d.pem"})
  void f15_aWeakOrUnknownKeyIsRefused(String key) throws Exception {
    if (key.startsWith("dsa")) {
      openssl("dsaparam -out d.pem 1024");
    }
    assertThat(refused(clients.withKeyOf(request(key, ""), "bob", nextYear))).contains("key");
  }

  @Test
  void f15_aSigningRequestWithoutAProofIsRefused() throws Exception {
    var good = PemBlock.readAll("r", request(P256, "")).getFirst().der();
    for (int at = good.length - 8; at < good.length; at++) {
      var forged = good.clone();
      forged[at] ^= 1;
      var text = PemBlock.write("CERTIFICATE REQUEST", forged);
      assertThat(refused(clients.withKeyOf(text, "bob", nextYear))).contains("signing request");
    }
    assertThat(refused(clients.withKeyOf(request("rsa:2048", " -sha1"), "bob", nextYear)))
        .contains("proves");
  }

  @Test
  void whatIsNoSigningRequestIsRefused() throws Exception {
    var request = request(P256, "");
    for (var text :
        List.of(
            "",
            "x",
            request + request,
            authority.certificatePem(),
            PemBlock.write("CERTIFICATE REQUEST", new byte[] {0x30, 0x03, 0x02, 0x01, 0x00}),
            request + " ".repeat(20_000))) {
      assertThat(refused(clients.withKeyOf(text, "bob", nextYear))).contains("signing request");
    }
  }

  @Test
  void nothingOutlivesTheAuthority() {
    var end = authority.certificate().getNotAfter().toInstant();
    assertThat(refused(clients.withNewKey("bob", end.plusSeconds(1)))).contains(end.toString());
    assertThat(clients.withNewKey("bob", end)).isInstanceOf(Made.Certified.class);
  }

  @Test
  void f16_serialsAreRandomAndNeverTheSame() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      ids.add(certified(clients.withNewKey("bob", nextYear)).id());
    }
    assertThat(ids).hasSize(50).allMatch(id -> id.matches("[89a-f][0-9a-f]{31}"));
  }

  @Test
  void opensslTakesTheListAndKnowsWhoIsOnIt() throws Exception {
    var kept = certified(clients.withNewKey("bob", nextYear));
    var gone = certified(clients.withNewKey("bob", nextYear));
    var revoked = Map.of(gone.id(), clock.instant());
    var list = authority.revocationList(revoked, BigInteger.valueOf(7), Duration.ofDays(2));
    Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
    Files.writeString(folder.resolve("crl.pem"), PemFiles.revocationList(list));
    Files.writeString(folder.resolve("kept.pem"), kept.pem());
    Files.writeString(folder.resolve("gone.pem"), gone.pem());
    var verify =
        "verify -attime %d -purpose sslclient -CAfile ca.pem -CRLfile crl.pem -crl_check "
            .formatted(clock.instant().getEpochSecond());
    assertThat(openssl(verify + "kept.pem")).contains("kept.pem: OK");
    assertThat(openssl(verify + "gone.pem")).contains("certificate revoked");
    var read =
        (X509CRL)
            CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list));
    read.verify(authority.certificate().getPublicKey());
    assertThat(read.getVersion()).isEqualTo(2);
    assertThat(Optional.ofNullable(read.getExtensionValue("2.5.29.20")))
        .hasValueSatisfying(number -> assertThat(number).endsWith(7));
  }
}
