package io.gatehouse.mtls;

import io.gatehouse.identity.SourcePosition;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads certificates and private keys from PEM files. */
public final class PemFiles {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final String REVOCATION_LIST = "X509 CRL";

  private PemFiles() {}

  /** All certificates of a file, in their order; at least one. */
  public static List<X509Certificate> certificates(Path file) {
    return certificates(file.toString(), SecretFile.readPublic(file));
  }

  /** As {@link #certificates(Path)}, each with the line that it begins on. */
  public static List<Placed<X509Certificate>> placedCertificates(Path file) {
    return placed(file.toString(), SecretFile.readPublic(file));
  }

  static List<X509Certificate> certificates(String file, String text) {
    return placed(file, text).stream().map(Placed::value).toList();
  }

  private static List<Placed<X509Certificate>> placed(String file, String text) {
    return blocks(file, text, CERTIFICATE, "certificates").stream()
        .map(block -> new Placed<>(certificate(block), block.position()))
        .toList();
  }

  /** All certificate revocation lists of a file, in their order; at least one. */
  public static List<Placed<X509CRL>> revocationLists(Path file) {
    return blocks(file.toString(), SecretFile.readPublic(file), REVOCATION_LIST, "revocation lists")
        .stream()
        .map(block -> new Placed<>(revocationList(block), block.position()))
        .toList();
  }

  /** What was read, and where it stands. */
  public record Placed<T>(T value, SourcePosition position) {}

  private static List<PemBlock> blocks(String file, String text, String label, String wanted) {
    var found = PemBlock.readAll(file, text);
    for (var block : found) {
      if (!block.label().equals(label)) {
        throw new UnusableFile(
            block.position(), "found a " + block.label() + " where " + wanted + " are wanted");
      }
    }
    if (found.isEmpty()) {
      throw new UnusableFile(
          new SourcePosition(file, 1, 1), "holds no PEM block " + label + "; convert DER to PEM");
    }
    return found;
  }

  /** The one PKCS#8 key of a file that only its owner can read. */
  public static PrivateKey privateKey(Path file) {
    return privateKey(file.toString(), SecretFile.readSecret(file));
  }

  /** A revocation list as a PEM block (RFC 7468 §6). */
  public static String revocationList(byte[] der) {
    return PemBlock.write("X509 CRL", der);
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

  private static X509CRL revocationList(PemBlock block) {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509")
              .generateCRL(new ByteArrayInputStream(block.der()));
    } catch (GeneralSecurityException notAList) {
      throw new UnusableFile(block.position(), "the block that begins here is no revocation list");
    }
  }
}
