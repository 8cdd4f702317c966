package io.gatehouse.gateway.authenticate;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Waiting;
import io.gatehouse.web.exchange.BodyReading;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Content that is held in memory because a signature covers it. Bounded for the node; each request
 * counts with what it may become until it is over.
 */
public final class Bodies {
  private final AtomicLong held = new AtomicLong();
  private final long most;

  /**
   * @param most bytes of all requests together
   */
  public Bodies(long most) {
    this.most = most;
  }

  void read(Passage passage, Waits.Rest rest) {
    var request = passage.call().request();
    int limit = passage.call().trail().route().orElseThrow().bufferBody();
    long room =
        request.values("Content-Length").stream()
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(limit);
    if (room > limit) {
      rest.tooLarge();
      return;
    }
    if (held.addAndGet(room) > most) {
      held.addAndGet(-room);
      rest.unavailable(
          new DependencyUnavailable(Dependency.STORE, "no memory left for request content"));
      return;
    }
    passage.atEnd(() -> held.addAndGet(-room));
    passage
        .exchange()
        .readBody(
            limit,
            reading -> {
              switch (reading) {
                case BodyReading.Complete complete -> rest.resume(Waiting.NEVER);
                case BodyReading.TooLarge large -> rest.tooLarge();
                // The connection is gone: nobody is there to be answered.
                case BodyReading.Broken broken -> {
                  passage.call().trail().note("content broke off: " + broken.reason());
                  passage.exchange().abort();
                }
              }
            });
  }

  /** Bytes that are set aside now. */
  public long held() {
    return held.get();
  }
}
