package io.gatehouse.mtls;

import io.gatehouse.identity.Secret;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** A new key with the certificate that the authority gave it. */
public record IssuedCertificate(TlsIdentity identity) {

  static IssuedCertificate of(PrivateKey key, List<X509Certificate> chain) {
    return new IssuedCertificate(TlsIdentity.of(key, chain));
  }

  public X509Certificate certificate() {
    return identity.certificate();
  }

  /** The leaf and everything above it but the authority itself. */
  public String chainPem() {
    return identity.chain().stream().map(IssuedCertificate::pem).collect(Collectors.joining());
  }

  /** PKCS#8, not encrypted: for a file of mode 0600. */
  public Secret keyPem() {
    return Secret.ofText(PemBlock.write("PRIVATE KEY", identity.key().getEncoded()));
  }

  static String pem(X509Certificate certificate) {
    try {
      return PemBlock.write("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
