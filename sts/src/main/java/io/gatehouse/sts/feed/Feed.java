package io.gatehouse.sts.feed;

import io.gatehouse.identity.LedgerEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the events of the store to the subscribers of this process. Thread-safe. */
public final class Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int PAGE = 500;

  private final FeedStore store;
  private final List<Consumer<LedgerEvent>> subscribers = new CopyOnWriteArrayList<>();
  private final ReentrantLock delivering = new ReentrantLock();
  private volatile long delivered;

  /** Delivers what comes after this moment. */
  public Feed(FeedStore store) {
    this.store = store;
    this.delivered = store.last();
  }

  /** Subscribers are told in the order in which they subscribed. */
  public void subscribe(Consumer<LedgerEvent> subscriber) {
    subscribers.add(subscriber);
  }

  /** The sequence number up to which every subscriber was told. */
  public long delivered() {
    return delivered;
  }

  /**
   * Delivers everything the store has; on return whatever was written before the call is told.
   *
   * @throws io.gatehouse.identity.DependencyUnavailable when the store cannot be read
   */
  public void deliver() {
    delivering.lock();
    try {
      var page = store.after(delivered, PAGE);
      while (!page.isEmpty()) {
        page.forEach(this::deliver);
        page = store.after(delivered, PAGE);
      }
    } finally {
      delivering.unlock();
    }
  }

  private void deliver(LedgerEvent event) {
    for (var subscriber : subscribers) {
      try {
        subscriber.accept(event);
      } catch (RuntimeException failure) {
        // One deaf subscriber must not keep a revocation from the others.
        LOG.error("a subscriber failed at event {}", event.sequence(), failure);
      }
    }
    delivered = event.sequence();
  }
}
