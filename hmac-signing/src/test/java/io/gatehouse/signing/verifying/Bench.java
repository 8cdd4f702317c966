package io.gatehouse.signing.verifying;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.Waiting;
import io.gatehouse.signing.replay.InProcessReplayGuard;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A verifier with everything around it. */
final class Bench {
  final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");
  final Issued issued = new Issued();
  final KnownOwners owners = new KnownOwners();
  final List<LedgerSubject> used = new ArrayList<>();
  final Registers registers;

  Bench(Path folder) {
    owners.add(Issued.OWNER.value(), "bob", "orders-read");
    registers = new Registers(issued, owners, guard(folder), (subject, _) -> used.add(subject));
  }

  private InProcessReplayGuard guard(Path folder) {
    try {
      return InProcessReplayGuard.open(folder, clock, 10_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Attempt ask(Authenticator authenticator, Credential credential, ReceivedRequest request) {
    return authenticator.authenticate(credential, request, Waiting.NEVER);
  }

  static VerifiedIdentity verified(Attempt attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Verified.class);
    return ((Attempt.Verified) attempt).identity();
  }

  static int status(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Verified _ -> 200;
      case Attempt.Refused(var problem) -> problem.kind().status();
      case Attempt.Park _ -> 0;
    };
  }

  /** Everything that a caller can see of a refusal. */
  static List<Object> visible(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Refused(var problem) ->
          List.of(problem.kind(), problem.detail(), problem.retryAfter());
      case Attempt.Verified _, Attempt.Park _ -> List.of(ProblemKind.INTERNAL);
    };
  }
}
