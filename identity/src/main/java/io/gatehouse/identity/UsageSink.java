package io.gatehouse.identity;

import java.time.Instant;

/** Hears which credentials are used. Never blocks. */
public interface UsageSink {
  void used(LedgerSubject subject, Instant at);
}
