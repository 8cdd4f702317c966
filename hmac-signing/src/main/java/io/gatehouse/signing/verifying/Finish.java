package io.gatehouse.signing.verifying;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The checks behind a good signature, the same for every scheme. */
final class Finish {
  private final Registers registers;
  private final InstantSource clock;

  Finish(Registers registers, InstantSource clock) {
    this.registers = registers;
    this.clock = clock;
  }

  /**
   * Whether a key is in force here and now. Told apart only in the operator's reason: to the caller
   * an unknown, a revoked and an expired key are one.
   */
  Step<CredentialRecord> usable(CredentialRecord key, ReceivedRequest request) {
    if (key.state() == CredentialRecord.State.REVOKED) {
      return Step.refused("the key " + key.id() + " was revoked");
    }
    if (!clock.instant().isBefore(key.expiresAt())) {
      return Step.refused("the key " + key.id() + " has expired");
    }
    if (!key.restrictions().admits(request.peer())) {
      return Step.refused("the key " + key.id() + " is not for this network");
    }
    return new Step.Next<>(key);
  }

  /** Whether a signature made then is accepted now. */
  boolean isCurrent(Instant created, Duration maxAge) {
    var now = clock.instant();
    return !created.isAfter(now.plus(SignaturePolicy.FUTURE))
        && !created.isBefore(now.minus(maxAge));
  }

  boolean isOver(Instant end) {
    return !clock.instant().isBefore(end);
  }

  /** The content, which has to be in memory whole before it can be judged. */
  static Step<byte[]> body(ReceivedRequest request) {
    if (!request.declaresBody()) {
      return new Step.Next<>(new byte[0]);
    }
    return request
        .body()
        .<Step<byte[]>>map(Step.Next::new)
        .orElseGet(() -> Step.park(WaitFor.BODY));
  }

  Step<Holder> holder(CredentialRecord key, Waiting waiting) {
    return Holder.of(key, registers.owners(), waiting);
  }

  /** Last of all, so that a captured header with another content cannot use up the claim. */
  Attempt claimed(Holder holder, ReplayGuard.Claim claim, String method) {
    return switch (registers.replays().claim(claim)) {
      case FIRST -> verified(holder, method);
      case REPLAYED ->
          new Attempt.Refused(
              Problem.invalidCredential("a replay with the key " + holder.key().id()));
      case RECOVERING -> unavailable("replay_guard_recovering", Duration.ofSeconds(6));
      case FULL -> unavailable("replay_guard_full", Duration.ofSeconds(1));
    };
  }

  private Attempt verified(Holder holder, String method) {
    var kind =
        holder.key().kind() == CredentialKind.SIGV4
            ? LedgerSubject.Kind.SIGV4_KEY
            : LedgerSubject.Kind.HMAC_KEY;
    registers.usage().used(new LedgerSubject(kind, holder.key().id()), clock.instant());
    return new Attempt.Verified(holder.identity(method));
  }

  private static Attempt unavailable(String reason, Duration retryAfter) {
    var detail = "Single-use credentials cannot be checked right now. Sign again and retry.";
    return new Attempt.Refused(
        Problem.of(ProblemKind.UNAVAILABLE, detail, reason).retryAfter(retryAfter));
  }
}
