package io.gatehouse.app.node;

import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.PemFiles.Placed;
import io.gatehouse.mtls.UnusableFile;
import io.gatehouse.tokens.saml.IssuerKeys;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/** A file with something in it that ends one day and that somebody has to renew. */
record Ending(Place place, Supplier<Optional<Life>> reading) {
  private static final Duration FURTHEST = Duration.ofDays(400);

  /**
   * Which file.
   *
   * @param what where the configuration names it
   */
  record Place(String what, Path file) {}

  /** How long what ends first lives, and what it is. */
  record Life(String name, Instant begin, Instant end) {}

  /** Empty while the file cannot be read or nothing in it ends soon. */
  Optional<Life> life() {
    try {
      return reading.get();
    } catch (UnusableFile beingReplaced) {
      return Optional.empty();
    }
  }

  static Ending certificates(String what, Path file) {
    return new Ending(
        new Place(what, file),
        () ->
            PemFiles.certificates(file).stream()
                .min(Comparator.comparing(X509Certificate::getNotAfter))
                .map(first ->
                    new Life(
                        first.getSubjectX500Principal().getName(),
                        first.getNotBefore().toInstant(),
                        first.getNotAfter().toInstant())));
  }

  static Ending revocationList(String what, Path file) {
    return new Ending(
        new Place(what, file),
        () ->
            PemFiles.revocationLists(file).stream()
                .map(Placed::value)
                .filter(list -> list.getNextUpdate() != null)
                .min(Comparator.comparing(X509CRL::getNextUpdate))
                .map(first ->
                    new Life(
                        "revocation list of " + first.getIssuerX500Principal().getName(),
                        first.getThisUpdate().toInstant(),
                        first.getNextUpdate().toInstant())));
  }

  /**
   * Metadata loses its keys at an end of its own.
   *
   * @param since a time at which all keys of the file counted
   */
  static Ending metadata(Place place, String entity, IssuerKeys keys, Instant since) {
    Optional<Life> life =
        keys.at(since.plus(FURTHEST)).size() == keys.at(since).size()
            ? Optional.empty()
            : Optional.of(new Life(entity, Instant.EPOCH, firstLoss(keys, since)));
    return new Ending(place, () -> life);
  }

  private static Instant firstLoss(IssuerKeys keys, Instant now) {
    var all = keys.at(now).size();
    long whole = 0;
    long less = FURTHEST.toSeconds();
    while (less - whole > 1) {
      long middle = (whole + less) / 2;
      if (keys.at(now.plusSeconds(middle)).size() == all) {
        whole = middle;
      } else {
        less = middle;
      }
    }
    return now.plusSeconds(less);
  }
}
