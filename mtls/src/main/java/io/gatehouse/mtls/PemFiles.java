package io.gatehouse.mtls;

import io.gatehouse.identity.SourcePosition;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads certificates and private keys from PEM files. */
public final class PemFiles {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";

  private PemFiles() {}

  /** All certificates of a file, in their order; at least one. */
  public static List<X509Certificate> certificates(Path file) {
    return certificates(file.toString(), SecretFile.readPublic(file));
  }

  static List<X509Certificate> certificates(String file, String text) {
    List<X509Certificate> found = new ArrayList<>();
    for (var block : PemBlock.readAll(file, text)) {
      if (!block.label().equals(CERTIFICATE)) {
        throw new UnusableFile(
            block.position(), "found a " + block.label() + " where certificates are wanted");
      }
      found.add(certificate(block));
    }
    if (found.isEmpty()) {
      throw new UnusableFile(new SourcePosition(file, 1, 1), "holds no PEM certificate");
    }
    return List.copyOf(found);
  }

  /** The one PKCS#8 key of a file that only its owner can read. */
  public static PrivateKey privateKey(Path file) {
    return privateKey(file.toString(), SecretFile.readSecret(file));
  }

  static PrivateKey privateKey(String file, String text) {
    var blocks = PemBlock.readAll(file, text);
    if (blocks.size() != 1) {
      throw new UnusableFile(
          new SourcePosition(file, 1, 1),
          "holds " + blocks.size() + " PEM blocks where one private key is wanted");
    }
    var block = blocks.getFirst();
    if (!block.label().equals(PRIVATE_KEY)) {
      throw new UnusableFile(block.position(), otherLabel(block.label()));
    }
    return privateKey(block);
  }

  private static String otherLabel(String label) {
    return "found a "
        + label
        + " where a PRIVATE KEY (PKCS#8, not encrypted) is wanted; convert it with:"
        + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW";
  }

  // A PKCS#8 key names its algorithm, and each factory takes only its own: asking them in turn
  // spares the start of the process a library for one object identifier.
  private static PrivateKey privateKey(PemBlock block) {
    return Arrays.stream(KeyKind.values())
        .flatMap(kind -> read(kind, block.der()).stream())
        .findFirst()
        .orElseThrow(() ->
            new UnusableFile(
                block.position(),
                "the private key is neither an RSA, EC nor Ed25519 key in PKCS#8"));
  }

  private static Optional<PrivateKey> read(KeyKind kind, byte[] der) {
    try {
      return Optional.of(
          KeyFactory.getInstance(kind.jcaName()).generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException anotherKind) {
      return Optional.empty();
    }
  }

  private static X509Certificate certificate(PemBlock block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (CertificateException notACertificate) {
      throw new UnusableFile(block.position(), "the block that begins here is no certificate");
    }
  }
}
