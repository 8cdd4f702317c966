package io.gatehouse.tokens.saml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tokens.saml.TestIdp.How;
import io.gatehouse.tokens.saml.TrustReading.Flawed;
import io.gatehouse.tokens.saml.TrustReading.Trusted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificate and metadata files: what is taken from them, and what stops the load. */
class TrustFilesTest {
  private static final IssuerKeys SIGNER = now -> List.of(TestIdp.RSA.getPublic());

  @TempDir static Path folder;
  private static String pem = "";
  private static String base64 = "";
  private static Instant now = Instant.EPOCH;

  @BeforeAll
  static void certificates() throws IOException {
    pem = made("rsa:2048", "good");
    base64 = pem.lines().filter(line -> !line.startsWith("-")).reduce("", String::concat);
    // A moment in which the certificate made just now is valid.
    var certificate = TrustedCertificate.read(java.util.Base64.getDecoder().decode(base64));
    now = certificate.orElseThrow().certificate().getNotBefore().toInstant().plusSeconds(60);
  }

  private static String made(String kind, String name) throws IOException {
    var process =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-nodes",
                "-newkey",
                kind,
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem",
                "-days",
                "1",
                "-subj",
                "/CN=idp")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Files.readString(folder.resolve(name + ".pem"));
  }

  private static TrustReading certificates(String text) {
    return CertificateFile.read(text.getBytes(StandardCharsets.UTF_8), now);
  }

  private static TrustReading metadata(String text) {
    return metadata(text, Optional.empty());
  }

  private static TrustReading metadata(String text, Optional<IssuerKeys> signer) {
    return MetadataFile.read(text.getBytes(StandardCharsets.UTF_8), TestIdp.ISSUER, signer, now);
  }

  private static String entity(String attributes, String use) {
    return """
    <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#" %s
        entityID="https://idp.example.com/saml">
      <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        <md:KeyDescriptor%s>
          <ds:KeyInfo><ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data>
          </ds:KeyInfo>
        </md:KeyDescriptor>
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
            Location="https://idp.example.com/sso"/>
      </md:IDPSSODescriptor>
    </md:EntityDescriptor>
    """
        .formatted(attributes, use, base64);
  }

  private static int keys(TrustReading reading, Instant at) {
    return reading instanceof Trusted(var keys) ? keys.at(at).size() : -1;
  }

  @Test
  void eachCertificateOfTheFileIsAKey() {
    assertThat(keys(certificates(pem), now)).isEqualTo(1);
    assertThat(keys(certificates("the first\n" + pem + "the second\n" + pem), now)).isEqualTo(2);
  }

  @Test
  void aFileWithoutACertificateStopsTheLoadWithItsLine() throws IOException {
    assertThat(certificates("")).isEqualTo(new Flawed(1, "no certificate; write them in PEM"));
    var key = Files.readString(folder.resolve("good.key"));
    assertThat(certificates("\n" + key))
        .isEqualTo(new Flawed(2, "a block PRIVATE KEY where certificates belong"));
    assertThat(certificates(pem.replaceAll("MII", "XXX")))
        .isEqualTo(new Flawed(1, "a block that is no certificate"));
  }

  @Test
  void aWeakKeyAndACertificateFromTheFutureStopTheLoad() throws IOException {
    assertThat(certificates(made("rsa:1024", "weak")))
        .isEqualTo(new Flawed(1, "an RSA key of 1024 bits; 2048 to 8192 are accepted"));
    var early = CertificateFile.read(pem.getBytes(StandardCharsets.UTF_8), now.minusSeconds(120));
    assertThat(early).isInstanceOf(Flawed.class);
    assertThat(((Flawed) early).found()).startsWith("a certificate that is valid only from ");
  }

  @Test
  void c29_aKeyWithoutUseIsForBothAndOneForEncryptionIsForNone() {
    assertThat(keys(metadata(entity("", "")), now)).isEqualTo(1);
    assertThat(keys(metadata(entity("", " use=\"signing\"")), now)).isEqualTo(1);
    assertThat(metadata(entity("", " use=\"encryption\"")))
        .isEqualTo(new Flawed(4, "no key for signing"));
  }

  @Test
  void c29_expiredAndFutureMetadataStopTheLoadWithTheirLine() {
    assertThat(metadata(entity("validUntil=\"2020-01-01T00:00:00Z\"", "")))
        .isEqualTo(new Flawed(2, "metadata that expired on 2020-01-01T00:00:00Z"));
    assertThat(metadata(entity("validUntil=\"soon\"", "")))
        .isEqualTo(new Flawed(2, "validUntil, which is no time"));
    var later = now.plus(Duration.ofHours(1)).toString();
    var future =
        "<md:Extensions><mdrpi:PublicationInfo xmlns:mdrpi=\"urn:oasis:names:tc:SAML:metadata:rpi\""
            + " publisher=\"x\" creationInstant=\""
            + later
            + "\"/></md:Extensions><md:IDPSSODescriptor";
    assertThat(metadata(entity("", "").replace("<md:IDPSSODescriptor", future)))
        .isEqualTo(new Flawed(4, "metadata made only on " + later));
  }

  @Test
  void c29_keysEndWithTheirMetadata() {
    var until = now.plus(Duration.ofHours(1));
    var reading = metadata(entity("validUntil=\"" + until + "\"", ""));
    assertThat(keys(reading, now)).isEqualTo(1);
    assertThat(keys(reading, until.minusSeconds(1))).isEqualTo(1);
    assertThat(keys(reading, until)).isZero();
  }

  @Test
  void c29_twoEntitiesOfOneNameAndNoneStopTheLoad() {
    var two =
        "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">"
            + entity("", "")
            + entity("", "")
            + "</md:EntitiesDescriptor>";
    assertThat(metadata(two))
        .isEqualTo(new Flawed(1, "the entity https://idp.example.com/saml twice"));
    assertThat(metadata(entity("", "").replace("idp.example", "other.example")))
        .isEqualTo(new Flawed(1, "no entity https://idp.example.com/saml"));
  }

  @Test
  void c29_metadataOfAConfiguredSignerMustBeSigned() {
    var plain = entity("ID=\"_m\"", "");
    assertThat(metadata(plain, Optional.of(SIGNER)))
        .isEqualTo(new Flawed(1, "metadata without a signature of its root"));
    var signed = TestIdp.sign(plain, How.usual().about("#_m"));
    assertThat(keys(metadata(signed, Optional.of(SIGNER)), now)).isEqualTo(1);
    assertThat(metadata(signed.replace("idp.example.com/sso", "evil"), Optional.of(SIGNER)))
        .isEqualTo(new Flawed(1, "a signature that is not of the configured signer"));
    var other =
        TestIdp.sign(
            plain, How.usual().by(TestIdp.pair("RSA", 2048), TestIdp.RSA_SHA256).about("#_m"));
    assertThat(metadata(other, Optional.of(SIGNER)))
        .isEqualTo(new Flawed(1, "a signature that is not of the configured signer"));
    var wrapped =
        "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">"
            + signed
            + "</md:EntitiesDescriptor>";
    assertThat(metadata(wrapped, Optional.of(SIGNER)))
        .isEqualTo(new Flawed(1, "metadata without a signature of its root"));
  }

  @Test
  void c30_metadataWithDeclarationsIsNotRead() {
    assertThat(metadata("<!DOCTYPE a SYSTEM \"http://127.0.0.1/\">" + entity("", "")))
        .isInstanceOf(Flawed.class);
    assertThat(metadata("<a>\n<b></a>"))
        .isEqualTo(new Flawed(2, "XML that cannot be used: not well-formed"));
    assertThat(keys(metadata("<!-- by hand -->" + entity("", "")), now)).isEqualTo(1);
    assertThat(metadata("<a>" + "x".repeat(17_000_000) + "</a>")).isInstanceOf(Flawed.class);
  }
}
