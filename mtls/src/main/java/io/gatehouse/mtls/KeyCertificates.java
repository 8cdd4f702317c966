package io.gatehouse.mtls;

import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * Certificates that carry a key and no more, for those who take keys in no other form. Each is
 * signed by its own key and is the same, byte for byte, whenever and wherever it is made.
 */
public final class KeyCertificates {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final int SERIAL_BYTES = 16;

  private KeyCertificates() {}

  /**
   * A key to carry.
   *
   * @param publicKey SubjectPublicKeyInfo
   * @param privateKey PKCS#8; P-256 or RSA
   * @param since when it was made
   */
  public record Carried(byte[] publicKey, Secret privateKey, Instant since) {}

  /** The certificate in PEM, under this common name. */
  public static String pem(String name, Carried key) {
    var subject = CertificateAuthority.commonName(name);
    var builder =
        new X509v3CertificateBuilder(
            subject,
            serial(key.publicKey()),
            Date.from(key.since()),
            Date.from(key.since().plus(LIFETIME)),
            subject,
            SubjectPublicKeyInfo.getInstance(key.publicKey()));
    try {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      var signer = new RepeatableSigner(key.privateKey());
      return PemBlock.write("CERTIFICATE", builder.build(signer).getEncoded());
    } catch (IOException impossible) {
      throw new IllegalStateException("cannot make a certificate", impossible);
    }
  }

  // RFC 5280 §4.1.2.2: positive, and another one for each key.
  private static BigInteger serial(byte[] publicKey) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
      return new BigInteger(1, Arrays.copyOf(digest, SERIAL_BYTES)).setBit(0);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
