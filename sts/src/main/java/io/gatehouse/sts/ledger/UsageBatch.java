package io.gatehouse.sts.ledger;

import io.gatehouse.identity.LedgerSubject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest use of each thing since the last write; a flood of new names is dropped. */
final class UsageBatch {
  private static final int MOST = 50_000;

  private final Map<LedgerSubject, Instant> uses = new ConcurrentHashMap<>();

  void used(LedgerSubject subject, Instant at) {
    if (uses.size() < MOST || uses.containsKey(subject)) {
      uses.merge(subject, at, (known, fresh) -> fresh.isAfter(known) ? fresh : known);
    }
  }

  Map<LedgerSubject, Instant> take() {
    var taken = new HashMap<LedgerSubject, Instant>();
    for (var subject : uses.keySet()) {
      uses.computeIfPresent(
          subject,
          (key, at) -> {
            taken.put(key, at);
            return null;
          });
    }
    return taken;
  }
}
