package io.gatehouse.gateway.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token bound to a certificate, with that certificate, with its sibling, and with none. */
final class BindingTest {
  private static final String OWN =
      """
      -----BEGIN CERTIFICATE-----
      MIIBbzCCARWgAwIBAgIUfPAqUwhRFfbv6mBlglvWfeeUPyQwCgYIKoZIzj0EAwIw
      DDEKMAgGA1UEAwwBYTAgFw0yNjExMjIyMDIxMDFaGA8yMTI2MTAyOTIwMjEwMVow
      DDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABH0y3TDUhHTb
      VrTFGOrAEEkybRCkDF4j3n2C5jvSO5Gf4E9oMJJz2Zh6EoKkLyQDVlIPWkUNOiig
      8CeeDv8Kcd+jUzBRMB0GA1UdDgQWBBQtZaZWCVoetbJP2quwGfi97IIKUDAfBgNV
      HSMEGDAWgBQtZaZWCVoetbJP2quwGfi97IIKUDAPBgNVHRMBAf8EBTADAQH/MAoG
      CCqGSM49BAMCA0gAMEUCIQDHCXEXFnTD4vpUF7uAY5JzXbCfcBl7q4rGUxQNSrYu
      HwIgKg7lhMgX29cY7kTXvWzCzBt09rIV+3TxGd3qJa5jU8s=
      -----END CERTIFICATE-----
      """;
  private static final String SIBLING =
      """
      -----BEGIN CERTIFICATE-----
      MIIBbzCCARWgAwIBAgIUdQeHgywi45GgUqMUrMayZt1qnxkwCgYIKoZIzj0EAwIw
      DDEKMAgGA1UEAwwBYjAgFw0yNjExMjIyMDIxMDFaGA8yMTI2MTAyOTIwMjEwMVow
      DDEKMAgGA1UEAwwBYjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDv82/YlMWrr
      obFkJuKm76rSSkqYGf0ujcM1Av222EP4tL9usoTopsXvkKNqhpUw8gOSFB6q7GHx
      IPw0A0xuxjyjUzBRMB0GA1UdDgQWBBTsWtGv5VFtPk+oKp2qR1LqRavWkjAfBgNV
      HSMEGDAWgBTsWtGv5VFtPk+oKp2qR1LqRavWkjAPBgNVHRMBAf8EBTADAQH/MAoG
      CCqGSM49BAMCA0gAMEUCIQCMmXORG9lmR2pBiWcrTnlos790vQgymLlioCmIIOuQ
      MQIgabv4pGcSRhNbwlmOaZZLv2+WRCQhnnXFoPoBZUmF9iU=
      -----END CERTIFICATE-----
      """;

  /** By {@code openssl dgst -sha256 -binary} over the DER form. */
  private static final String THUMBPRINT = "l_B9w5uhR6Oosp8d8K5EwDGahPa-oiGuCu0vTQDHlwA";

  @Test
  void b39_onlyTheCertificateItselfProvesTheBinding() throws Exception {
    var own = certificate(OWN);
    var sibling = certificate(SIBLING);
    assertThat(Binding.isShown(THUMBPRINT, List.of(own))).isTrue();
    assertThat(Binding.isShown(THUMBPRINT, List.of(own, sibling))).isTrue();
    assertThat(Binding.isShown(THUMBPRINT, List.of(sibling))).isFalse();
    assertThat(Binding.isShown(THUMBPRINT, List.of(sibling, own))).isFalse();
    assertThat(Binding.isShown(THUMBPRINT, List.of())).isFalse();
    assertThat(Binding.isShown("", List.of(own))).isFalse();
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
