package io.gatehouse.mtls;

import io.gatehouse.identity.SourcePosition;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/** A private key with its certificate chain, the leaf first; the two belong together. */
public final class TlsIdentity {
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /**
   * Reads a chain and its key.
   *
   * @throws UnusableFile when a file cannot be used, is open to others, or the two do not match
   */
  public static TlsIdentity read(Path certificates, Path key) {
    var chain = PemFiles.certificates(certificates);
    return checked(PemFiles.privateKey(key), chain, key.toString());
  }

  static TlsIdentity checked(PrivateKey key, List<X509Certificate> chain, String file) {
    if (!belongTogether(key, chain.getFirst())) {
      throw new UnusableFile(
          new SourcePosition(file, 1, 1),
          "is not the key of the first certificate, "
              + chain.getFirst().getSubjectX500Principal().getName());
    }
    return new TlsIdentity(key, chain);
  }

  static TlsIdentity of(PrivateKey key, List<X509Certificate> chain) {
    return new TlsIdentity(key, chain);
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  public List<X509Certificate> chain() {
    return chain;
  }

  PrivateKey key() {
    return key;
  }

  private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
    try {
      var algorithm = KeyKind.of(key).signature();
      var probe = new byte[] {1};
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(probe);
      var verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certificate.getPublicKey());
      verifying.update(probe);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException | IllegalArgumentException otherKind) {
      return false;
    }
  }
}
