package io.gatehouse.sts.feed;

import io.gatehouse.identity.LedgerEvent;
import java.util.List;

/** Where the events lie; the ledger's store writes them. */
public interface FeedStore {
  /** The sequence number of the newest event; zero when there was none. */
  long last();

  /** The events that follow a sequence number, in order. */
  List<LedgerEvent> after(long sequence, int most);
}
