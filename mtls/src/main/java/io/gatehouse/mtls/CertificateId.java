package io.gatehouse.mtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/** The public names of certificates, as ledger, tokens and logs write them. */
public final class CertificateId {
  private CertificateId() {}

  /** Of a certificate of our own authority: its serial number in lower-case hexadecimal. */
  public static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  /** RFC 8705 §3.1, {@code x5t#S256}: of any certificate, base64url SHA-256 of its DER form. */
  public static String thumbprint(X509Certificate certificate) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(certificate));
  }

  /** The same SHA-256 as {@code openssl x509 -fingerprint} shows it, lower case, without colons. */
  public static String fingerprint(X509Certificate certificate) {
    return HexFormat.of().formatHex(sha256(certificate));
  }

  private static byte[] sha256(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
