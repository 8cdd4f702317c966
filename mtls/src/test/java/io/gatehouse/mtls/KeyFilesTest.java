package io.gatehouse.mtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
  private static final CertificateAuthority AUTHORITY =
      CertificateAuthority.create("Test", InstantSource.system(), new SecureRandom());
  private static final IssuedCertificate ISSUED =
      AUTHORITY.issueServer(List.of(SubjectName.of("localhost")), Duration.ofDays(1));

  @TempDir private Path folder;
  private Path certificate = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void writeAGoodPair() throws IOException {
    certificate = write("tls.crt", ISSUED.chainPem(), "rw-r--r--");
    key = write("tls.key", ISSUED.keyPem().exposeText(), "rw-------");
  }

  @Test
  void aGoodPairIsRead() {
    assertThat(TlsIdentity.read(certificate, key).certificate()).isEqualTo(ISSUED.certificate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-r--r--", "rw-----w-"})
  void l07_aKeyThatOthersMayTouchIsRefused(String mode) throws IOException {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    assertProblem("others may use this secret; chmod 600 " + key);
  }

  @Test
  void l07_aKeyBehindASymbolicLinkIsRefused() throws IOException {
    var link = Files.createSymbolicLink(folder.resolve("link.key"), key);
    assertThatThrownBy(() -> TlsIdentity.read(certificate, link))
        .isInstanceOf(UnusableFile.class)
        .hasMessageStartingWith(link + ":1:1: a secret must not be a symbolic link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aKeyOfEachKindIsRead(String kind) throws Exception {
    var made = KeyPairGenerator.getInstance(kind).generateKeyPair().getPrivate();
    key = write("tls.key", PemBlock.write("PRIVATE KEY", made.getEncoded()), "rw-------");
    assertThat(PemFiles.privateKey(key).getEncoded()).isEqualTo(made.getEncoded());
  }

  @Test
  void l07_aReadOnlyKeyIsFine() throws IOException {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
    assertThat(TlsIdentity.read(certificate, key).chain()).hasSize(1);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(key);
    assertProblem("no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "CERTIFICATE"})
  void aKeyOfAnotherFormIsNamedWithWhatToDo(String label) throws IOException {
    key = write("tls.key", "\n# made by hand\n" + PemBlock.write(label, new byte[20]), "rw-------");
    assertThatThrownBy(() -> TlsIdentity.read(certificate, key))
        .isInstanceOfSatisfying(
            UnusableFile.class,
            problem -> {
              assertThat(problem.position().line()).isEqualTo(3);
              assertThat(problem.problem())
                  .startsWith("found a " + label)
                  .contains("openssl pkcs8");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "-----BEGIN PRIVATE KEY-----\n"})
  void aFileWithoutAWholeKeyIsRefused(String text) throws IOException {
    key = write("tls.key", text, "rw-------");
    assertThatThrownBy(() -> TlsIdentity.read(certificate, key)).isInstanceOf(UnusableFile.class);
  }

  @Test
  void brokenBlocksAreNamedByTheirLine() throws IOException {
    var good = ISSUED.chainPem();
    certificate = write("tls.crt", good + good.replace("MII", "M!I"), "rw-r--r--");
    assertCertificateProblem("is not base64", (int) good.lines().count() + 1);
    certificate = write("tls.crt", good + PemBlock.write("CERTIFICATE", new byte[9]), "rw-r--r--");
    assertCertificateProblem("is no certificate", (int) good.lines().count() + 1);
    certificate = write("tls.crt", good.replace("-----END", "-----ENT"), "rw-r--r--");
    assertCertificateProblem("no line \"-----END CERTIFICATE-----\" follows", 1);
    certificate = write("tls.crt", ISSUED.keyPem().exposeText(), "rw-r--r--");
    assertCertificateProblem("found a PRIVATE KEY where certificates are wanted", 1);
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    var other = AUTHORITY.issueServer(List.of(SubjectName.of("b.test")), Duration.ofDays(1));
    key = write("tls.key", other.keyPem().exposeText(), "rw-------");
    assertProblem("is not the key of the first certificate, CN=localhost");
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    key = write("tls.key", PemBlock.write("PRIVATE KEY", rsa), "rw-------");
    assertProblem("is not the key of the first certificate, CN=localhost");
  }

  @Test
  void anUnusableFileSaysNothingOfItsContent() throws IOException {
    key = write("tls.key", "-----BEGIN PRIVATE KEY-----\ncanary\n", "rw-------");
    assertThatThrownBy(() -> TlsIdentity.read(certificate, key)).hasMessageNotContaining("canary");
  }

  private void assertProblem(String text) {
    assertThatThrownBy(() -> TlsIdentity.read(certificate, key))
        .isInstanceOf(UnusableFile.class)
        .hasMessage(key + ":1:1: " + text);
  }

  private void assertCertificateProblem(String text, int line) {
    assertThatThrownBy(() -> PemFiles.certificates(certificate))
        .isInstanceOfSatisfying(
            UnusableFile.class,
            problem -> {
              assertThat(problem.problem()).contains(text);
              assertThat(problem.position().line()).isEqualTo(line);
            });
  }

  private Path write(String name, String text, String mode) throws IOException {
    var file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
