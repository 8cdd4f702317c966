package io.gatehouse.sts.ledger;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.OwnerChanged;
import io.gatehouse.sts.feed.Feed;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the directory's changes into ledger and feed. The owners' states in memory do not wait for
 * it: a disabled owner is refused even while the store is down.
 */
public final class OwnerEvents {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerEvents.class);
  private static final int MOST_WAITING = 100_000;

  private final LedgerStore store;
  private final Feed feed;
  private final InstantSource clock;
  private final Executor background;
  private final Queue<OwnerChanged> waiting = new ArrayDeque<>();

  OwnerEvents(LedgerStore store, Feed feed, InstantSource clock, Executor background) {
    this.store = store;
    this.feed = feed;
    this.clock = clock;
    this.background = background;
  }

  /** The watch's own thread must not wait for a disk. */
  void enqueue(OwnerChanged event) {
    synchronized (waiting) {
      if (waiting.size() == MOST_WAITING) {
        LOG.error("an owner's change was left out of the feed: {} wait", MOST_WAITING);
        return;
      }
      waiting.add(event);
    }
    background.execute(this::drain);
  }

  /** Writes what waits; app calls it every second too, for what a failing store left behind. */
  public synchronized void drain() {
    try {
      for (var next = peek(); next.isPresent(); next = peek()) {
        write(next.get());
        remove();
      }
      feed.deliver();
    } catch (DependencyUnavailable down) {
      LOG.warn("changes of owners wait for the store: {}", down.getMessage());
    }
  }

  private Optional<OwnerChanged> peek() {
    synchronized (waiting) {
      return Optional.ofNullable(waiting.peek());
    }
  }

  private void remove() {
    synchronized (waiting) {
      waiting.remove();
    }
  }

  private void write(OwnerChanged event) {
    EntryUuid owner = event.owner();
    boolean gone =
        switch (event.change()) {
          case DISABLED, DELETED, OUT_OF_SCOPE -> true;
          case LOCKED, ENABLED, GROUPS_CHANGED, PROFILE_CHANGED, PASSWORD_CHANGED -> false;
        };
    // Whoever changes a password wants everybody out who signed in with the old one.
    boolean ending = gone || event.change() == OwnerChanged.Change.PASSWORD_CHANGED;
    var change = gone ? LedgerEvent.Change.REVOKED : LedgerEvent.Change.CHANGED;
    store.ownerChanged(owner, change, ending, clock.instant());
  }
}
