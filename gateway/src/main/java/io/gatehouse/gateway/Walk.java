package io.gatehouse.gateway;

import io.gatehouse.gateway.authenticate.Waits;
import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.call.Refusal;
import io.gatehouse.gateway.call.Step;
import io.gatehouse.gateway.forward.Forward;
import io.gatehouse.gateway.limit.Admitted;
import io.gatehouse.gateway.respond.Navigation;
import io.gatehouse.gateway.respond.Respond;
import io.gatehouse.gateway.route.Invitation;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.util.function.Supplier;

/** Takes requests along the pipeline, provides what they wait for, and ends them. */
final class Walk {
  private final Pipeline pipeline;
  private final Waits waits;
  private final Forward forward;
  private final Respond respond;

  Walk(Pipeline pipeline, Waits waits, Forward forward, Respond respond) {
    this.pipeline = pipeline;
    this.waits = waits;
    this.forward = forward;
    this.respond = respond;
  }

  void begin(Passage passage) {
    guarded(passage, () -> pipeline.walk(passage.call()));
  }

  /** The one boundary: an outage is 503 and a bug is 500, each with its line. */
  private void guarded(Passage passage, Supplier<Step<Admitted>> stages) {
    try {
      go(passage, stages.get());
    } catch (DependencyUnavailable outage) {
      respond.unavailable(passage, outage);
    } catch (RuntimeException bug) {
      respond.broken(passage, bug);
    }
  }

  private void go(Passage passage, Step<Admitted> step) {
    switch (step) {
      case Step.Refused<Admitted>(var refusal) -> end(passage, refusal);
      case Step.Passed<Admitted>(var admitted) -> send(passage, admitted);
      case Step.Parked<Admitted>(var reason, var rest) ->
          waits.provide(passage, reason, new AfterWait(passage, rest));
    }
  }

  private void end(Passage passage, Refusal refusal) {
    Navigation.invitation(passage.call(), refusal)
        .ifPresentOrElse(
            invitation ->
                waits.provide(passage, WaitFor.ISSUER, new Inviting(passage, refusal, invitation)),
            () -> respond.refuse(passage, refusal));
  }

  private final class Inviting implements Waits.Rest {
    private final Passage passage;
    private final Refusal refusal;
    private final Invitation invitation;

    Inviting(Passage passage, Refusal refusal, Invitation invitation) {
      this.passage = passage;
      this.refusal = refusal;
      this.invitation = invitation;
    }

    @Override
    public void resume(Waiting waiting) {
      try {
        respond.invite(passage, refusal, invitation.to(passage.call().request()));
      } catch (DependencyUnavailable outage) {
        respond.unavailable(passage, outage);
      } catch (RuntimeException bug) {
        respond.broken(passage, bug);
      }
    }

    @Override
    public void tooLarge() {
      respond.refuse(passage, refusal);
    }

    @Override
    public void unavailable(DependencyUnavailable outage) {
      respond.unavailable(passage, outage);
    }
  }

  private final class AfterWait implements Waits.Rest {
    private final Passage passage;
    private final Step.Rest<Admitted> rest;

    AfterWait(Passage passage, Step.Rest<Admitted> rest) {
      this.passage = passage;
      this.rest = rest;
    }

    @Override
    public void resume(Waiting waiting) {
      guarded(passage, () -> rest.resume(waiting));
    }

    @Override
    public void tooLarge() {
      respond.refuse(passage, Walk.tooLarge());
    }

    @Override
    public void unavailable(DependencyUnavailable outage) {
      respond.unavailable(passage, outage);
    }
  }

  // Given back when the exchange ends, however it ends; nothing may come between the two lines.
  private void send(Passage passage, Admitted admitted) {
    passage.atEnd(admitted::close);
    var forwarded =
        forward.send(passage, admitted, problem -> respond.refuse(passage, Refusal.of(problem)));
    forwarded.on(passage.call());
  }

  private static Refusal tooLarge() {
    return Refusal.of(
        Problem.of(
            ProblemKind.TOO_LARGE,
            "The content is longer than this route can check a signature over.",
            "longer than buffer_body"));
  }
}
