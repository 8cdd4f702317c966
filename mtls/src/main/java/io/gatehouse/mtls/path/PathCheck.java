package io.gatehouse.mtls.path;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** RFC 5280 §6.1 on one path, by the JDK, with what it leaves to its caller. */
final class PathCheck {
  /**
   * Identifiers of both keys guide the search; usage and constraints were or are judged by hand.
   */
  private static final Set<String> JUDGED_HERE =
      Set.of("2.5.29.14", "2.5.29.35", "2.5.29.15", "2.5.29.19");

  private PathCheck() {}

  /** What is wrong with a path, leaf first, authority last; empty when it holds. */
  static Optional<String> flaw(List<X509Certificate> path, Instant now) {
    return strength(path).or(() -> validity(path.getLast(), now)).or(() -> pkix(path, now));
  }

  private static Optional<String> strength(List<X509Certificate> path) {
    for (int i = 0; i < path.size(); i++) {
      var certificate = path.get(i);
      var weak = Strength.weakness(certificate.getPublicKey());
      // What an authority says of itself is not believed for its signature.
      if (weak.isEmpty() && i < path.size() - 1) {
        weak = Strength.weakSignature(certificate);
      }
      if (weak.isPresent()) {
        return Optional.of(name(certificate) + " has " + weak.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> validity(X509Certificate authority, Instant now) {
    return now.isBefore(authority.getNotBefore().toInstant())
            || now.isAfter(authority.getNotAfter().toInstant())
        ? Optional.of("the authority " + name(authority) + " is not valid now")
        : Optional.empty();
  }

  private static Optional<String> pkix(List<X509Certificate> path, Instant now) {
    var authority = path.getLast();
    // The JDK follows no constraints of an anchor. Its path length is counted by hand; a
    // self-signed
    // one that says more than that is judged as part of the path below itself.
    boolean whole = TrustedAuthorities.isSelfIssued(authority) && saysMore(authority);
    if (!whole && tooLong(path)) {
      return Optional.of("the path is longer than " + name(authority) + " allows");
    }
    try {
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setDate(Date.from(now));
      // Revocation is judged by our own lists; nothing is fetched.
      parameters.setRevocationEnabled(false);
      var certificates = whole ? path : path.subList(0, path.size() - 1);
      var chain = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
      CertPathValidator.getInstance("PKIX").validate(chain, parameters);
      return Optional.empty();
    } catch (CertPathValidatorException flaw) {
      return Optional.of(reason(path, flaw));
    } catch (GeneralSecurityException unusable) {
      return Optional.of("the path cannot be judged: " + unusable.getMessage());
    }
  }

  // RFC 5280 §6.1.3 d: as part of the path an authority that names no policy would leave none to
  // those below it, although §6.1.1 d takes nothing but its name and key.
  private static boolean saysMore(X509Certificate authority) {
    return Stream.of(authority.getCriticalExtensionOIDs(), authority.getNonCriticalExtensionOIDs())
        .filter(Objects::nonNull)
        .anyMatch(extensions -> !JUDGED_HERE.containsAll(extensions));
  }

  private static boolean tooLong(List<X509Certificate> path) {
    long between =
        path.subList(1, path.size() - 1).stream()
            .filter(c -> !TrustedAuthorities.isSelfIssued(c))
            .count();
    return between > path.getLast().getBasicConstraints();
  }

  private static String reason(List<X509Certificate> path, CertPathValidatorException flaw) {
    int at = flaw.getIndex();
    var where = at >= 0 && at < path.size() ? name(path.get(at)) + ": " : "";
    return where + flaw.getReason() + ", " + flaw.getMessage();
  }

  static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
