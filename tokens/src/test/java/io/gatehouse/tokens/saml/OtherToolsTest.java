package io.gatehouse.tokens.saml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assertions signed by xmlsec1 and by pysaml2 verify here, and ours verify with xmlsec1. */
class OtherToolsTest {
  private static final String END = "2026-11-22T10:05:00Z";

  @TempDir static Path folder;

  @BeforeAll
  static void keys() throws IOException {
    certificate("rsa", List.of("rsa:2048"));
    certificate("ec", List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
  }

  private static void certificate(String name, List<String> kind) throws IOException {
    var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-newkey"));
    command.addAll(kind);
    command.addAll(List.of("-keyout", name + ".key", "-out", name + ".pem", "-days", "1"));
    command.addAll(List.of("-subj", "/CN=idp"));
    run(command);
  }

  private static String run(List<String> command) throws IOException {
    var errors = folder.resolve("errors");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return out;
  }

  /** What an operator would do: the certificate in a file. */
  private static AssertionPolicy trusting(String name) throws IOException {
    var pem = Files.readAllBytes(folder.resolve(name + ".pem"));
    // The certificate was made on this machine's clock, which is not the stopped one.
    var reading = CertificateFile.read(pem, java.time.Instant.MAX);
    assertThat(reading).isInstanceOf(TrustReading.Trusted.class);
    return AssertionPolicy.expect(TestIdp.ISSUER, ((TrustReading.Trusted) reading).keys())
        .forAudience(TestIdp.AUDIENCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa rsa-sha256",
        "rsa rsa-sha384",
        "rsa rsa-sha512",
        "ec ecdsa-sha256",
        "ec ecdsa-sha512"
      })
  void whatXmlsecSignedIsAccepted(String how) throws IOException {
    var words = how.split(" ", 2);
    Files.writeString(folder.resolve("template.xml"), template(words[1]));
    var signed =
        run(
            List.of(
                "xmlsec1",
                "--sign",
                "--privkey-pem",
                words[0] + ".key," + words[0] + ".pem",
                "--id-attr:ID",
                Namespaces.ASSERTION + ":Assertion",
                "template.xml"));
    assertThat(TestIdp.judge(signed, trusting(words[0]))).isInstanceOf(VerifiedAssertion.class);
    assertThat(
            TestIdp.judge(
                signed.replace(TestIdp.BOB, TestIdp.BOB.replace('6', '7')), trusting(words[0])))
        .isEqualTo(new AssertionVerdict.Invalid("the signature does not verify"));
  }

  private static String template(String algorithm) {
    var signature =
        """
        <ds:Signature xmlns:ds="%s"><ds:SignedInfo>
        <ds:CanonicalizationMethod Algorithm="%s"/>
        <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#%s"/>
        <ds:Reference URI="#%s"><ds:Transforms>
        <ds:Transform Algorithm="%s"/><ds:Transform Algorithm="%s"/>
        </ds:Transforms><ds:DigestMethod Algorithm="%s"/><ds:DigestValue/></ds:Reference>
        </ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo>
        </ds:Signature>\
        """
            .formatted(
                Namespaces.SIGNATURE,
                Namespaces.EXCLUSIVE,
                algorithm,
                TestIdp.ID,
                Namespaces.ENVELOPED,
                Namespaces.EXCLUSIVE,
                TestIdp.SHA256);
    return TestIdp.unsigned().replace("</saml:Issuer>", "</saml:Issuer>" + signature);
  }

  @Test
  void whatPysaml2SignedIsAccepted() throws IOException {
    var script = Path.of("src/test/resources/io/gatehouse/tokens/saml/sign_with_pysaml2.py");
    var signed =
        run(
            List.of(
                "/usr/bin/python3",
                script.toAbsolutePath().toString(),
                "rsa.key",
                "rsa.pem",
                TestIdp.ISSUER,
                TestIdp.BOB,
                TestIdp.AUDIENCE,
                "2026-11-22T09:59:58Z",
                END));
    var verdict = TestIdp.judge(signed, trusting("rsa"));
    assertThat(verdict).as(signed).isInstanceOf(VerifiedAssertion.class);
    assertThat(((VerifiedAssertion) verdict).attribute("mail"))
        .isEqualTo(List.of("bob@example.com"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256"})
  void whatWeSignedXmlsecAccepts(String algorithm) throws IOException {
    var key =
        io.gatehouse.tokens.jwt.SigningKey.generate(
            io.gatehouse.tokens.jwt.JwsAlgorithm.valueOf(algorithm),
            io.gatehouse.tokens.jwt.Jca.installed());
    var wanted =
        new NewAssertion(
            "_own",
            "https://sts.example.com",
            TestIdp.BOB,
            "https://api.example.com/?a=\"1\"&b=<2>\r\n",
            TestIdp.NOW,
            java.time.Duration.ofMinutes(5));
    var xml =
        io.gatehouse.tokens.jwt.Base64Url.decode(AssertionSigner.sign(wanted, key)).orElseThrow();
    Files.write(folder.resolve("own.xml"), xml);
    var spki = java.util.Base64.getMimeEncoder().encodeToString(key.export().publicKey());
    Files.writeString(
        folder.resolve("own.pub"),
        "-----BEGIN PUBLIC KEY-----\n" + spki + "\n-----END PUBLIC KEY-----\n");
    var verified =
        run(
            List.of(
                "xmlsec1",
                "--verify",
                "--pubkey-pem",
                "own.pub",
                "--id-attr:ID",
                Namespaces.ASSERTION + ":Assertion",
                "own.xml"));
    assertThat(verified).isEmpty();
  }
}
