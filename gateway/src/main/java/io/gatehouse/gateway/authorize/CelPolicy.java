package io.gatehouse.gateway.authorize;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import io.gatehouse.gateway.authorize.CelPolicyCompiler.Rule;
import io.gatehouse.gateway.route.Caller;
import io.gatehouse.gateway.route.Policy;
import io.gatehouse.gateway.route.RequestFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of a route: the first that says yes allows, and when none does the answer is no. */
final class CelPolicy implements Policy {
  private final List<Rule> rules;

  CelPolicy(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public Verdict judge(Caller caller, RequestFacts request) {
    var variables = PolicyVariables.of(caller, request);
    for (var rule : rules) {
      if (rule.appliesTo(request.method()) && holds(rule, variables)) {
        return new Verdict.Allowed(rule.name());
      }
    }
    return denied(caller, request.method());
  }

  // An expression that fails, such as an index past the end, has not said yes.
  private static boolean holds(Rule rule, CelVariableResolver variables) {
    if (rule.when().isEmpty()) {
      return true;
    }
    try {
      return Boolean.TRUE.equals(rule.when().get().eval(variables));
    } catch (CelEvaluationException failed) {
      return false;
    }
  }

  private Verdict denied(Caller caller, String method) {
    var tried = new ArrayList<Rule>();
    for (var rule : rules) {
      if (rule.appliesTo(method)) {
        tried.add(rule);
      }
    }
    Optional<Rule> nearest =
        tried.stream().min(Comparator.comparingInt(rule -> rule.needs().lacking(caller)));
    Set<String> scopes = nearest.map(rule -> rule.needs().missingScopes(caller)).orElse(Set.of());
    return new Verdict.Denied(
        tried.stream().map(Rule::name).toList(), nearest.map(Rule::name), scopes);
  }

  @Override
  public boolean dependsOnCallerOnly() {
    return rules.stream().allMatch(rule -> rule.needs().ofCallerOnly());
  }
}
