package io.gatehouse.app.node;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.gateway.authenticate.ClientOwners;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Waiting;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerEntry;

/** Who answers for a client, from the ledger; what is remembered falls with the ledger's events. */
final class LedgerClientOwners implements ClientOwners {
  private static final long MOST = 10_000;

  private final Ledger ledger;
  private final Cache<String, Answer> known = Caffeine.newBuilder().maximumSize(MOST).build();

  LedgerClientOwners(Ledger ledger) {
    this.ledger = ledger;
    ledger.subscribe(event -> {
      if (event.subject().kind() == LedgerSubject.Kind.CLIENT) {
        known.invalidate(event.subject().id());
      }
    });
  }

  @Override
  public Answer ownerOf(String clientId, Waiting waiting) {
    var remembered = known.getIfPresent(clientId);
    if (remembered != null) {
      return remembered;
    }
    return switch (waiting) {
      case NEVER -> new NotLoaded();
      case ALLOWED -> read(clientId);
    };
  }

  private Answer read(String clientId) {
    var subject = new LedgerSubject(LedgerSubject.Kind.CLIENT, clientId);
    if (!ledger.isLive(subject)) {
      return new Unknown();
    }
    var answer =
        ledger
            .entry(subject)
            .flatMap(LedgerEntry::owner)
            .<Answer>map(Owned::new)
            .orElseGet(Ownerless::new);
    known.put(clientId, answer);
    return answer;
  }
}
