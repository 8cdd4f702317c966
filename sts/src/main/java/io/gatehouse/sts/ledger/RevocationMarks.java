package io.gatehouse.sts.ledger;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was revoked and could still be presented. A token names sessions, families and clients for
 * as long as it lives, so a mark may go once every such token has expired; a client's mark stays.
 */
final class RevocationMarks {
  private static final int MOST = 200_000;
  private static final Set<Kind> WITHOUT = EnumSet.of(Kind.OWNER, Kind.SIGNING_KEY);

  private final Map<LedgerSubject, Instant> until = new ConcurrentHashMap<>();
  private final Duration kept;
  private volatile boolean full;

  RevocationMarks(Duration kept) {
    this.kept = kept;
  }

  /** Marks found in the store at the start. */
  void add(Set<LedgerSubject> revoked, Instant now) {
    revoked.forEach(subject -> mark(subject, now));
  }

  void apply(LedgerEvent event) {
    switch (event.change()) {
      case REVOKED -> mark(event.subject(), event.at());
      case ISSUED -> until.remove(event.subject());
      case CHANGED -> {}
    }
  }

  private void mark(LedgerSubject subject, Instant at) {
    if (WITHOUT.contains(subject.kind())) {
      return;
    }
    if (until.size() >= MOST) {
      full = true;
    } else {
      until.put(subject, subject.kind() == Kind.CLIENT ? Instant.MAX : at.plus(kept));
    }
  }

  /**
   * @throws DependencyUnavailable when there were more revocations than marks: not to know is no
   *     reason to accept
   */
  boolean contains(LedgerSubject subject) {
    boolean marked = until.containsKey(subject);
    if (!marked && full) {
      throw new DependencyUnavailable(Dependency.FEED, "more revocations than memory for them");
    }
    return marked;
  }

  void forget(Instant now) {
    until.values().removeIf(end -> end.isBefore(now));
  }
}
