package io.gatehouse.gateway.decision;

import io.gatehouse.gateway.decision.Decision.Asked;
import io.gatehouse.gateway.decision.Decision.Judged;
import io.gatehouse.gateway.decision.Decision.Who;
import io.gatehouse.identity.Problem;
import io.gatehouse.web.wire.RefusalLog;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The lines of messages that never became a request. */
public final class WireRefusals implements RefusalLog {
  private final DecisionLog decisions;
  private final InstantSource clock;

  public WireRefusals(DecisionLog decisions, InstantSource clock) {
    this.decisions = decisions;
    this.clock = clock;
  }

  // What broke off inside content has a handler, and with it a line of its own.
  @Override
  public void refused(Refusal refusal) {
    if (refusal.answered()) {
      var problem = Problem.of(refusal.kind(), "", refusal.listener() + ": " + refusal.reason());
      var line = line(refusal.requestId(), problem, refusal.peer(), clock.instant());
      decisions.reserve().ifPresent(place -> place.write(line));
    }
  }

  /** A refusal of which nothing but its address is known. */
  public static Decision line(String id, Problem problem, InetAddress peer, Instant at) {
    return new Decision(
        id,
        at,
        Duration.ZERO,
        new Asked("-", "-", "-", peer.getHostAddress(), Optional.empty()),
        Who.unproven("unknown"),
        "deny",
        problem.kind().status(),
        Optional.of(problem.kind().code()),
        Optional.of(problem.reason()),
        new Judged(List.of(), Optional.empty(), List.of(), Optional.empty(), List.of()),
        Optional.empty());
  }
}
