package io.gatehouse.mtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Secret;
import io.gatehouse.mtls.KeyCertificates.Carried;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCertificatesTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"EC, 256", "RSA, 2048"})
  void aKeyIsCarriedByTheSameCertificateWheneverItIsMade(String kind, int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    var pair = generator.generateKeyPair();
    var key =
        new Carried(
            pair.getPublic().getEncoded(), Secret.of(pair.getPrivate().getEncoded()), SINCE);
    var pem = KeyCertificates.pem("https://sts.example.com", key);
    var certificate = PemFiles.certificates("test", pem).getFirst();
    certificate.verify(pair.getPublic());
    assertThat(certificate.getPublicKey()).isEqualTo(pair.getPublic());
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=https://sts.example.com");
    assertThat(certificate.getNotBefore()).isEqualTo(Date.from(SINCE));
    assertThat(certificate.getKeyUsage()[0]).isTrue();
    assertThat(KeyCertificates.pem("https://sts.example.com", key)).isEqualTo(pem);
  }
}
