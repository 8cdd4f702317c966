package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.VerifiedIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The answers that may go on for longer than what let them begin: each ends with its credential,
 * whether that expires or is taken back. Thread-safe.
 */
public final class LongAnswers {
  private static final Duration LONGEST_TIMER = Duration.ofDays(30);

  private final InstantSource clock;
  private final Set<Going> going = ConcurrentHashMap.newKeySet();

  public LongAnswers(InstantSource clock) {
    this.clock = clock;
  }

  private record Going(Passage passage, VerifiedIdentity identity) {
    void end(String why) {
      passage
          .exchange()
          .onIoThread(() -> {
            passage.call().trail().note(why);
            passage.exchange().abort();
          });
    }
  }

  /** From now on an answer depends on the credential of its call. Call on its I/O thread. */
  void began(Passage passage) {
    passage.call().trail().identity().ifPresent(identity -> began(passage, identity));
  }

  private void began(Passage passage, VerifiedIdentity identity) {
    var entry = new Going(passage, identity);
    going.add(entry);
    var left = Duration.between(clock.instant(), identity.expiresAt());
    var wait = left.compareTo(LONGEST_TIMER) < 0 ? left : LONGEST_TIMER;
    var timer =
        passage
            .exchange()
            .unwrap()
            .getIoThread()
            .executeAfter(
                () -> entry.end("the credential expired"),
                Math.max(1, wait.toMillis()),
                TimeUnit.MILLISECONDS);
    passage.atEnd(() -> {
      going.remove(entry);
      timer.remove();
    });
  }

  /** Something was taken back, or is no longer what it was. */
  public void changed(LedgerEvent event) {
    if (event.change() == LedgerEvent.Change.ISSUED) {
      return;
    }
    for (var entry : going) {
      if (IdentityTokens.standsOn(entry.identity(), event.subject())) {
        entry.end("the credential was taken back");
      }
    }
  }
}
