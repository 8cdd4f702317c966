package io.gatehouse.sts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;

/** Certificates of callers, made once by openssl; their keys are thrown away. */
public final class HeldCertificates {
  private HeldCertificates() {}

  public static X509Certificate one() {
    return read("one.pem");
  }

  public static X509Certificate sibling() {
    return read("sibling.pem");
  }

  /** With one name of each kind. */
  public static X509Certificate named() {
    return read("named.pem");
  }

  private static X509Certificate read(String name) {
    try (var in = HeldCertificates.class.getResourceAsStream(name)) {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509").generateCertificate(Objects.requireNonNull(in));
    } catch (CertificateException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
