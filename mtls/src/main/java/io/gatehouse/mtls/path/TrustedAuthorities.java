package io.gatehouse.mtls.path;

import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.PemFiles.Placed;
import io.gatehouse.mtls.UnusableFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * The authorities of one file. Self-signed ones are trusted, and so is one whose issuer is not in
 * the file; the others lead to them.
 */
public final class TrustedAuthorities {
  private static final int KEY_CERT_SIGN = 5;
  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  private final List<X509Certificate> anchors;
  private final List<X509Certificate> intermediates;

  private TrustedAuthorities(List<X509Certificate> anchors, List<X509Certificate> intermediates) {
    this.anchors = List.copyOf(anchors);
    this.intermediates = List.copyOf(intermediates);
  }

  /**
   * Reads a file of authorities.
   *
   * @throws UnusableFile when something else than usable authorities stands there
   */
  public static TrustedAuthorities read(Path file) {
    return of(PemFiles.placedCertificates(file));
  }

  static TrustedAuthorities of(List<Placed<X509Certificate>> written) {
    var anchors = new ArrayList<X509Certificate>();
    var intermediates = new ArrayList<X509Certificate>();
    var all = written.stream().map(Placed::value).toList();
    for (var placed : written) {
      refuseOthers(placed);
      var certificate = placed.value();
      if (isSelfSigned(certificate)) {
        anchors.add(certificate);
      } else if (issuers(certificate, all).isEmpty()) {
        anchors.add(pinned(placed));
      } else {
        intermediates.add(signedHere(placed, all));
      }
    }
    return new TrustedAuthorities(anchors, intermediates);
  }

  private static void refuseOthers(Placed<X509Certificate> placed) {
    var certificate = placed.value();
    // RFC 5280 §4.2.1.9: without cA the key must not verify signatures on certificates.
    if (certificate.getBasicConstraints() < 0) {
      throw unusable(placed, "which is no certificate authority");
    }
    var usage = certificate.getKeyUsage();
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      throw unusable(placed, "whose key usage does not allow it to sign certificates");
    }
    Strength.weakness(certificate.getPublicKey())
        .ifPresent(weak -> {
          throw unusable(placed, "which has " + weak);
        });
  }

  private static X509Certificate pinned(Placed<X509Certificate> placed) {
    if (placed.value().getExtensionValue(NAME_CONSTRAINTS) != null) {
      throw unusable(
          placed, "whose name constraints hold only below its own issuer; add that one's too");
    }
    return placed.value();
  }

  private static X509Certificate signedHere(
      Placed<X509Certificate> placed, List<X509Certificate> all) {
    if (issuers(placed.value(), all).stream().noneMatch(i -> verifies(placed.value(), i))) {
      throw unusable(placed, "which its issuer in this file did not sign");
    }
    return placed.value();
  }

  private static List<X509Certificate> issuers(
      X509Certificate certificate, List<X509Certificate> all) {
    return all.stream()
        .filter(a -> a.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .toList();
  }

  // RFC 5280 §3.2: a self-issued certificate may be by an older or newer key of the same name.
  private static boolean isSelfSigned(X509Certificate certificate) {
    return isSelfIssued(certificate) && verifies(certificate, certificate);
  }

  static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static boolean verifies(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException otherKey) {
      return false;
    }
  }

  private static UnusableFile unusable(Placed<X509Certificate> placed, String what) {
    var name = placed.value().getSubjectX500Principal().getName();
    return new UnusableFile(placed.position(), "found the certificate of " + name + ", " + what);
  }

  /** Everything in the file. */
  public List<X509Certificate> certificates() {
    var all = new ArrayList<>(anchors);
    all.addAll(intermediates);
    return List.copyOf(all);
  }

  /** Whether one of these has the name. */
  public boolean hasName(X500Principal name) {
    return certificates().stream().anyMatch(a -> a.getSubjectX500Principal().equals(name));
  }

  /** Whether one of these issued something in a chain: a choice of whom to ask, no proof. */
  public boolean areNamedIn(List<X509Certificate> chain) {
    return chain.stream().anyMatch(c -> hasName(c.getIssuerX500Principal()));
  }

  List<X509Certificate> anchors() {
    return anchors;
  }

  List<X509Certificate> intermediates() {
    return intermediates;
  }
}
