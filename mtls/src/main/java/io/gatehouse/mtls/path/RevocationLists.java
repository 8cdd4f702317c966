package io.gatehouse.mtls.path;

import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.PemFiles.Placed;
import io.gatehouse.mtls.UnusableFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * What authorities have taken back, by their lists. Complete lists only: each is by the authority
 * about all of its own certificates.
 */
public final class RevocationLists {
  private static final int CRL_SIGN = 6;
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final String NUMBER = "2.5.29.20";
  private static final Set<String> UNDERSTOOD = Set.of(AUTHORITY_KEY, NUMBER);

  private final Map<X500Principal, X509CRL> byIssuer;

  private RevocationLists(Map<X500Principal, X509CRL> byIssuer) {
    this.byIssuer = Map.copyOf(byIssuer);
  }

  /**
   * Reads all files, or none.
   *
   * @throws UnusableFile when a list is not by one of the authorities, or is of a kind that is not
   *     followed here
   */
  public static RevocationLists read(
      List<Path> files, TrustedAuthorities authorities, Instant now) {
    return of(
        files.stream().flatMap(file -> PemFiles.revocationLists(file).stream()).toList(),
        authorities,
        now);
  }

  static RevocationLists of(
      List<Placed<X509CRL>> written, TrustedAuthorities authorities, Instant now) {
    var lists = new HashMap<X500Principal, X509CRL>();
    for (var placed : written) {
      refuseUnusable(placed, authorities, now);
      var list = placed.value();
      lists.merge(list.getIssuerX500Principal(), list, RevocationLists::newer);
    }
    return new RevocationLists(lists);
  }

  private static X509CRL newer(X509CRL one, X509CRL two) {
    var isLater = two.getThisUpdate().toInstant().isAfter(one.getThisUpdate().toInstant());
    return isLater ? two : one;
  }

  private static void refuseUnusable(
      Placed<X509CRL> placed, TrustedAuthorities authorities, Instant now) {
    var list = placed.value();
    if (!authorities.hasName(list.getIssuerX500Principal())) {
      throw unusable(placed, "which is not among the authorities of `ca`");
    }
    Strength.weakSignature(list)
        .ifPresent(weak -> {
          throw unusable(placed, "which has " + weak);
        });
    if (authorities.certificates().stream().noneMatch(a -> isBy(a, list))) {
      throw unusable(placed, "which the authority of that name in `ca` did not sign");
    }
    if (list.getNextUpdate() == null) {
      throw unusable(placed, "which names no next update");
    }
    if (list.getThisUpdate().toInstant().isAfter(now)) {
      throw unusable(placed, "which is from the future: " + list.getThisUpdate().toInstant());
    }
    refuseUnknown(placed);
  }

  // RFC 5280 §5.2: a list with a critical extension that is not understood must not be used to say
  // that a certificate is good. Delta, indirect and partitioned lists are marked in this way.
  private static void refuseUnknown(Placed<X509CRL> placed) {
    var list = placed.value();
    var critical = list.getCriticalExtensionOIDs();
    if (critical != null && !UNDERSTOOD.containsAll(critical)) {
      throw unusable(
          placed, "which is partial, indirect or a delta (critical extensions " + critical + ")");
    }
    var entries = list.getRevokedCertificates();
    if (entries != null && entries.stream().anyMatch(e -> e.hasUnsupportedCriticalExtension())) {
      throw unusable(placed, "which has an entry with a critical extension that is not understood");
    }
  }

  private static boolean isBy(X509Certificate authority, X509CRL list) {
    if (!authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
      return false;
    }
    var usage = authority.getKeyUsage();
    if (usage != null && !usage[CRL_SIGN]) {
      return false;
    }
    try {
      list.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException otherKey) {
      return false;
    }
  }

  private static UnusableFile unusable(Placed<X509CRL> placed, String what) {
    var issuer = placed.value().getIssuerX500Principal().getName();
    return new UnusableFile(
        placed.position(), "found the revocation list of " + issuer + ", " + what);
  }

  /** What the lists say of a certificate. */
  Standing of(X509Certificate certificate, Instant now, Duration grace) {
    var list = byIssuer.get(certificate.getIssuerX500Principal());
    if (list == null) {
      return new Standing.Unlisted();
    }
    if (list.isRevoked(certificate)) {
      return new Standing.Revoked();
    }
    var until = list.getNextUpdate().toInstant();
    return now.isAfter(until.plus(grace)) ? new Standing.Stale(until) : new Standing.Good();
  }

  /** What is known of a certificate. */
  sealed interface Standing {
    record Good() implements Standing {}

    record Revoked() implements Standing {}

    /** Nobody's list speaks of certificates of this issuer. */
    record Unlisted() implements Standing {}

    /** The list should have been replaced long ago; what it does not name may be revoked. */
    record Stale(Instant since) implements Standing {}
  }
}
