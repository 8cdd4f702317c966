package io.gatehouse.sts.certificates;

import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerStore.Listing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The revocation list of the own authority, made from the ledger, which alone decides for our own
 * gateways; the list is for everybody else. Thread-safe.
 */
public final class RevocationLists {
  /** Whoever fetches once a day always holds a current one. */
  private static final Duration LIFE = Duration.ofDays(2);

  private static final Duration MADE_AGAIN = Duration.ofHours(12);

  private final Ledger ledger;
  private final ListNumbers numbers;
  private final CertificateMaker maker;
  private final InstantSource clock;
  private final Consumer<byte[]> publication;
  private Optional<Current> current = Optional.empty();

  private record Current(byte[] der, Instant madeAt) {}

  /**
   * @param publication is given each new list, in DER
   */
  public RevocationLists(
      Ledger ledger,
      ListNumbers numbers,
      CertificateMaker maker,
      Consumer<byte[]> publication,
      InstantSource clock) {
    this.ledger = ledger;
    this.numbers = numbers;
    this.maker = maker;
    this.publication = publication;
    this.clock = clock;
  }

  /** The list in DER; made when there is none. May block. */
  public synchronized byte[] der() {
    return current.orElseGet(this::made).der().clone();
  }

  /** Something was revoked: the new list is published on return. */
  public synchronized void revoked() {
    var _ = made();
  }

  /** Makes the list again before it gets old, and after a start; app calls it now and then. */
  public synchronized void tick() {
    var due = clock.instant().minus(MADE_AGAIN);
    var fresh = current.filter(list -> list.madeAt().isAfter(due));
    if (fresh.isEmpty() && anythingWasIssued()) {
      var _ = made();
    }
  }

  private boolean anythingWasIssued() {
    return !ledger.list(new Listing(Set.of(Kind.CERTIFICATE), Optional.empty(), "", 1)).isEmpty();
  }

  private Current made() {
    var now = clock.instant();
    // The number is spent before the list is read: a crash leaves a gap, never a number twice.
    var number = numbers.next(now);
    var der = maker.revocationList(ledger.revokedCertificates(), number, LIFE);
    publication.accept(der);
    var made = new Current(der, now);
    current = Optional.of(made);
    return made;
  }
}
