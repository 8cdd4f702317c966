package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Route;
import io.gatehouse.app.config.load.Rule;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.value.PolicyText;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Conditions compile, and their errors stand where they were written. */
public final class PolicyRule implements Rule {
  private final Supplier<PolicyCompiler> policies;

  public PolicyRule(Supplier<PolicyCompiler> policies) {
    this.policies = policies;
  }

  @Override
  public void check(Configuration configuration, Complaints complaints) {
    if (configuration.routes().stream().noneMatch(PolicyRule::hasCondition)) {
      return;
    }
    var compiler = policies.get();
    for (var route : configuration.routes()) {
      for (var rule : route.allow()) {
        rule.when().ifPresent(text -> check(rule, text, new Place(compiler, complaints)));
      }
    }
  }

  private record Place(PolicyCompiler compiler, Complaints complaints) {}

  private static boolean hasCondition(Route route) {
    return route.allow().stream().anyMatch(rule -> rule.when().isPresent());
  }

  private static void check(Route.Allow rule, PolicyText text, Place place) {
    var entry = new RuleEntry(rule.name(), Set.of(), rule.when().map(PolicyText::text), text.at());
    if (place.compiler().compile(List.of(entry)) instanceof PolicyCompiler.Result.Broken broken) {
      var path = place.complaints().path(rule, "when");
      broken.flaws().forEach(f -> place.complaints().at(f.position(), path, f.text()));
    }
  }
}
