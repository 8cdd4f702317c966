package io.gatehouse.gateway.authorize;

import io.gatehouse.gateway.authenticate.Authenticated;
import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Refusal;
import io.gatehouse.gateway.call.Step;
import io.gatehouse.gateway.route.Caller;
import io.gatehouse.gateway.route.Policy.Verdict;
import io.gatehouse.gateway.route.RequestFacts;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.VerifiedIdentity;
import java.util.List;
import java.util.Optional;

/** The fourth stage: whether the proven caller may do this here. What no rule allows is denied. */
public final class Authorize {
  private static final List<Rule> RULES =
      List.of(
          Authorize::audienceIsThisResource,
          Authorize::keyIsProven,
          Authorize::routeIsAmongThoseOfTheCredential);

  private interface Rule {
    Optional<Problem> broken(Call call, Route route, VerifiedIdentity identity);
  }

  public Step<Authorized> decide(Call call, Authenticated authenticated) {
    authenticated.on(call);
    var route = authenticated.route();
    var identity = authenticated.identity();
    if (identity.isPresent()) {
      for (var rule : RULES) {
        var problem = rule.broken(call, route, identity.get());
        if (problem.isPresent()) {
          return new Step.Refused<>(Refusal.of(problem.get()));
        }
      }
    }
    return judge(call, route, identity);
  }

  private static Step<Authorized> judge(
      Call call, Route route, Optional<VerifiedIdentity> identity) {
    var caller = identity.map(Caller::of).orElse(Caller.ANONYMOUS);
    var verdict = route.policy().judge(caller, facts(call, route));
    call.trail().verdict(verdict);
    return switch (verdict) {
      case Verdict.Allowed allowed -> {
        call.trail().completed("authorize");
        yield new Step.Passed<>(new Authorized(call, route, identity));
      }
      case Verdict.Denied denied ->
          new Step.Refused<>(Refusal.of(problem(denied, identity.isPresent())));
    };
  }

  private static RequestFacts facts(Call call, Route route) {
    var request = call.request();
    return new RequestFacts(
        request.method(),
        call.path(),
        request.query().orElse(""),
        call.authority().host(),
        request.scheme(),
        request.peer().getHostAddress(),
        route.name());
  }

  // Which rules were tried stays in the decision log: it would map the policy for whoever probes.
  private static Problem problem(Verdict.Denied denied, boolean proven) {
    var reason = "no rule allows; tried " + denied.tried();
    if (!proven) {
      return Problem.of(
          ProblemKind.CREDENTIAL_REQUIRED,
          "Without a credential this is not allowed.",
          reason + " for anonymous");
    }
    return denied.missingScopes().isEmpty()
        ? Problem.of(
            ProblemKind.FORBIDDEN,
            "The policy of this route does not allow this call; the request id finds the decision.",
            reason)
        : Problem.of(
            ProblemKind.INSUFFICIENT_SCOPE,
            "The credential does not carry a scope that this call needs; the request id finds the"
                + " decision.",
            reason);
  }

  // RFC 9068 §4: a token for another resource is no token here.
  private static Optional<Problem> audienceIsThisResource(
      Call call, Route route, VerifiedIdentity identity) {
    return identity
        .authority()
        .audiences()
        .filter(audiences -> !audiences.contains(route.service().resource()))
        .map(audiences -> Problem.invalidCredential("audience is not this resource"));
  }

  // RFC 7800: a credential that is bound to a key is good only together with it.
  private static Optional<Problem> keyIsProven(Call call, Route route, VerifiedIdentity identity) {
    return identity
        .confirmation()
        .filter(key -> !Binding.isProven(key, call.request()))
        .map(key -> Problem.invalidCredential("bound to a key that was not proven"));
  }

  private static Optional<Problem> routeIsAmongThoseOfTheCredential(
      Call call, Route route, VerifiedIdentity identity) {
    var routes = identity.authority().routes();
    return routes.isEmpty() || routes.contains(route.name())
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemKind.FORBIDDEN,
                "The credential is not for this route.",
                "credential is restricted to other routes"));
  }
}
