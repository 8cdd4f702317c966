package io.gatehouse.gateway.respond;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Trail;
import io.gatehouse.gateway.decision.Decision;
import io.gatehouse.gateway.decision.Decision.Asked;
import io.gatehouse.gateway.decision.Decision.Judged;
import io.gatehouse.gateway.decision.Decision.Who;
import io.gatehouse.gateway.route.Caller;
import io.gatehouse.gateway.route.Policy.Verdict;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.web.exchange.Completion;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes the decision of a call's trail. */
final class Lines {
  private Lines() {}

  static Decision of(Call call, Completion completion) {
    var trail = call.trail();
    var problem = trail.problem();
    return new Decision(
        call.request().requestId(),
        trail.at(),
        completion.duration(),
        asked(call),
        who(trail),
        outcome(trail),
        completion.status(),
        problem.map(refused -> refused.kind().code()),
        problem.map(Problem::reason).or(trail::note),
        judged(trail),
        trail.upstream());
  }

  // What was allowed and then failed below the stages is neither.
  private static String outcome(Trail trail) {
    if (trail.problem().isPresent()) {
      return "deny";
    }
    return trail.stages().contains("forward") ? "allow" : "error";
  }

  private static Asked asked(Call call) {
    var request = call.request();
    return new Asked(
        request.method(),
        call.authority().toString(),
        call.path().raw(),
        request.peer().getHostAddress(),
        call.trail().route().map(Route::name));
  }

  private static Who who(Trail trail) {
    if (trail.identity().isPresent()) {
      return proven(trail.identity().get());
    }
    return trail.credential().equals("none") ? Who.NOBODY : Who.unproven(trail.credential());
  }

  private static Who proven(VerifiedIdentity identity) {
    var caller = Caller.of(identity);
    return new Who(
        caller.kind(),
        caller.subject(),
        caller.credential(),
        caller.id(),
        identity.tokenId(),
        caller.scopeText(),
        identity.stale(),
        identity.actors());
  }

  private static Judged judged(Trail trail) {
    List<String> stages = List.copyOf(trail.stages());
    if (trail.verdict().isEmpty()) {
      return new Judged(stages, Optional.empty(), List.of(), Optional.empty(), List.of());
    }
    return switch (trail.verdict().get()) {
      case Verdict.Allowed(var rule) ->
          new Judged(stages, Optional.of(rule), List.of(), Optional.empty(), List.of());
      case Verdict.Denied(var tried, var nearest, var missing) ->
          new Judged(stages, Optional.empty(), tried, nearest, List.copyOf(new TreeSet<>(missing)));
    };
  }
}
