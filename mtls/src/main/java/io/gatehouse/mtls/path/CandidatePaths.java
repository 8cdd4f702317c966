package io.gatehouse.mtls.path;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The ways from a certificate up to an authority, by names alone. Few and short, so that loops,
 * cross-signatures and padding in what a client sends cost next to nothing.
 */
final class CandidatePaths {
  /** Certificates below the authority. */
  private static final int DEEPEST = 5;

  private static final int MOST = 8;
  private static final int MOST_STEPS = 64;

  private final List<X509Certificate> anchors;
  private final List<X509Certificate> pool;
  private final List<List<X509Certificate>> found = new ArrayList<>();
  private int steps;

  private CandidatePaths(List<X509Certificate> anchors, List<X509Certificate> pool) {
    this.anchors = anchors;
    this.pool = pool;
  }

  /**
   * Paths with the leaf first and the authority last, the shortest tried first at each step.
   *
   * @param presented the leaf and whatever else the client sent
   */
  static List<List<X509Certificate>> of(
      List<X509Certificate> presented, TrustedAuthorities authorities) {
    // A client may send again what the file has; counted twice it would double every branch.
    var pool = new LinkedHashSet<>(authorities.intermediates());
    pool.addAll(presented.subList(1, presented.size()));
    var search = new CandidatePaths(authorities.anchors(), List.copyOf(pool));
    search.extend(List.of(presented.getFirst()));
    return List.copyOf(search.found);
  }

  private void extend(List<X509Certificate> path) {
    if (steps++ > MOST_STEPS) {
      return;
    }
    for (var anchor : anchors) {
      if (isIssuer(anchor, path.getLast()) && found.size() < MOST) {
        found.add(with(path, anchor));
      }
    }
    for (var next : pool) {
      if (path.size() < DEEPEST && isIssuer(next, path.getLast()) && !path.contains(next)) {
        extend(with(path, next));
      }
    }
  }

  private static boolean isIssuer(X509Certificate issuer, X509Certificate certificate) {
    return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static List<X509Certificate> with(List<X509Certificate> path, X509Certificate next) {
    var longer = new ArrayList<>(path);
    longer.add(next);
    return List.copyOf(longer);
  }
}
