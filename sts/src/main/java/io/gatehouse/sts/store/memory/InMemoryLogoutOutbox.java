package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.logout.LogoutOutbox;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients are still to be told, in a map. */
public final class InMemoryLogoutOutbox implements LogoutOutbox {
  private final Map<String, Notice> notices = new LinkedHashMap<>();

  @Override
  public synchronized void add(List<Notice> added) {
    added.forEach(notice -> notices.put(notice.id(), notice));
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
  public synchronized void later(String id, Instant next) {
    notices.computeIfPresent(
        id,
        (key, old) ->
            new Notice(id, old.clientId(), old.session(), old.subject(), old.tries() + 1, next));
  }

  @Override
  public synchronized void remove(String id) {
    notices.remove(id);
  }
}
