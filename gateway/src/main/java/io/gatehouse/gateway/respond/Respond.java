package io.gatehouse.gateway.respond;

import io.gatehouse.gateway.call.Passage;
import io.gatehouse.gateway.call.Refusal;
import io.gatehouse.gateway.decision.DecisionLog;
import io.gatehouse.gateway.limit.RateLimitFields;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.web.address.AddressGuard;
import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.exchange.Completion;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for the gateway itself and writes the line of every request. */
public final class Respond {
  private static final Logger LOG = LoggerFactory.getLogger(Respond.class);
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  private final AddressGuard addresses;

  public Respond(AddressGuard addresses) {
    this.addresses = addresses;
  }

  /** Answers a problem. */
  public void refuse(Passage passage, Refusal refusal) {
    var call = passage.call();
    var problem = refusal.problem();
    call.trail().refused(problem);
    if (problem.kind().status() < 500) {
      addresses.charge(call.request().peer());
    }
    Reply reply = ProblemReply.of(problem, call.request().requestId());
    for (HttpField field : Challenges.of(call, problem)) {
      reply = reply.with(field);
    }
    for (HttpField field : call.answerFields()) {
      reply = reply.with(field);
    }
    for (HttpField field : refusal.fields()) {
      reply = reply.with(field);
    }
    var limit = call.trail().route().flatMap(route -> route.limit());
    if (limit.isPresent()) {
      for (HttpField field : RateLimitFields.policy(limit.get())) {
        reply = reply.with(field);
      }
    }
    passage.exchange().reply(reply);
  }

  /** Answers a browser that may not pass yet with where it can sign in. Charges nobody. */
  public void invite(Passage passage, Refusal refusal, Reply reply) {
    passage.call().trail().refused(refusal.problem());
    passage.exchange().reply(reply);
  }

  /** An outage of something that the request needed. */
  public void unavailable(Passage passage, DependencyUnavailable outage) {
    var reason = outage.dependency() + ": " + outage.getMessage();
    LOG.warn("request {}: {}", passage.call().request().requestId(), reason);
    refuse(
        passage,
        Refusal.of(
            Problem.of(
                    ProblemKind.UNAVAILABLE,
                    "Something that is needed to judge this request is out of reach. Try again.",
                    reason)
                .retryAfter(OUTAGE)));
  }

  /** A bug: the caller learns the request id and nothing else. */
  public void broken(Passage passage, RuntimeException bug) {
    LOG.error("request {} failed", passage.call().request().requestId(), bug);
    refuse(
        passage,
        Refusal.of(
            Problem.of(
                ProblemKind.INTERNAL,
                "The request could not be answered; the request id finds the reason.",
                "bug: " + bug.getClass().getSimpleName())));
  }

  /** Writes the line; called once, when the exchange is over. */
  public void completed(Passage passage, Completion completion, DecisionLog.Place place) {
    place.write(Lines.of(passage.call(), completion));
  }
}
