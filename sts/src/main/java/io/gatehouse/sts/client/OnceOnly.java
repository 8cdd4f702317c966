package io.gatehouse.sts.client;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.ReplayGuard.Claim;
import io.gatehouse.sts.oauth.Fingerprint;
import java.time.Instant;

/** Signed messages that count once: assertions, proofs, request objects. */
public final class OnceOnly {
  private final ReplayGuard guard;

  public OnceOnly(ReplayGuard guard) {
    this.guard = guard;
  }

  /**
   * When a message was made, and when it can no longer be accepted.
   *
   * @param request id of the request that it came with
   */
  public record Span(Instant made, Instant until, String request) {}

  /**
   * False when the id was there before.
   *
   * @param namespace who gave the id
   */
  public boolean isFirst(String namespace, String id, Span span) {
    var claim =
        new Claim(namespace, Fingerprint.of(id).value(), span.made(), span.until(), span.request());
    return switch (guard.claim(claim)) {
      case FIRST -> true;
      case REPLAYED -> false;
      case RECOVERING -> throw unavailable("after a crash, older messages are not taken yet");
      case FULL -> throw unavailable("there is no room for another mark");
    };
  }

  private static DependencyUnavailable unavailable(String why) {
    return new DependencyUnavailable(Dependency.REPLAY_GUARD, why);
  }
}
