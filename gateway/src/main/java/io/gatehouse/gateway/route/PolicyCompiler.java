package io.gatehouse.gateway.route;

import java.util.List;

/** Turns the rules of a route into a policy. */
public interface PolicyCompiler {
  Result compile(List<RoutingPlan.RuleEntry> rules);

  /** A policy, or all that is wrong with its rules. */
  sealed interface Result {
    record Compiled(Policy policy) implements Result {}

    record Broken(List<Flaw> flaws) implements Result {}
  }
}
