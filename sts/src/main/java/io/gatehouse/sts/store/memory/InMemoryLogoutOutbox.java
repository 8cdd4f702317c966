package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.logout.LogoutOutbox;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients are still to be told, in a map. */
public final class InMemoryLogoutOutbox implements LogoutOutbox {
  private final Map<String, Notice> notices = new LinkedHashMap<>();

  private InMemoryLogoutOutbox() {}

  /** Filled by the ledger with the clients that were given codes. */
  public static InMemoryLogoutOutbox filledBy(InMemoryLedgerStore ledger, InMemoryCodeStore codes) {
    var outbox = new InMemoryLogoutOutbox();
    ledger.whenSessionsEnd((session, at) -> outbox.sessionEnded(session, codes, at));
    return outbox;
  }

  private synchronized void sessionEnded(LedgerEntry session, InMemoryCodeStore codes, Instant at) {
    var id = session.subject().id();
    var subject = session.owner().map(owner -> owner.value()).orElse("");
    for (var client : codes.clientsOf(id)) {
      var notice = new Notice(id + "/" + client, client, id, subject, 0, at);
      notices.put(notice.id(), notice);
    }
  }

  @Override
  public synchronized List<Notice> due(Instant now, int most) {
    return notices.values().stream()
        .filter(notice -> !notice.next().isAfter(now))
        .sorted(Comparator.comparing(Notice::next))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized boolean claim(Notice notice, Instant next) {
    var after =
        new Notice(
            notice.id(),
            notice.clientId(),
            notice.session(),
            notice.subject(),
            notice.tries() + 1,
            next);
    return notices.replace(notice.id(), notice, after);
  }

  @Override
  public synchronized void remove(String id) {
    notices.remove(id);
  }
}
