package io.gatehouse.gateway.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.route.Caller;
import io.gatehouse.gateway.route.Policy;
import io.gatehouse.gateway.route.Policy.Verdict;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.gateway.route.RequestFacts;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import io.gatehouse.identity.SourcePosition;
import io.gatehouse.web.path.CanonicalPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CelPolicyTest {
  private static final CelPolicyCompiler CEL = new CelPolicyCompiler();
  private static final Caller BOB =
      new Caller(
          "bob",
          "person",
          "api_key",
          "k1",
          List.of("orders.read"),
          List.of("staff"),
          List.of(),
          "",
          List.of("shop", "batch"));

  private static RuleEntry rule(String name, String when, String... methods) {
    return new RuleEntry(name, Set.of(methods), Optional.of(when), new SourcePosition("t", 1, 1));
  }

  private static Policy policy(RuleEntry... rules) {
    return switch (CEL.compile(List.of(rules))) {
      case PolicyCompiler.Result.Compiled(var policy) -> policy;
      case PolicyCompiler.Result.Broken(var flaws) -> throw new AssertionError(flaws.toString());
    };
  }

  private static Verdict judge(Policy policy, String method) {
    return policy.judge(
        BOB,
        new RequestFacts(
            method, CanonicalPath.of("/orders/42"), "", "h", "https", "127.0.0.1", "orders"));
  }

  @Test
  void withoutARuleThatSaysYesTheAnswerIsNo() {
    assertThat(judge(policy(), "GET")).isInstanceOf(Verdict.Denied.class);
    assertThat(judge(policy(rule("r", "true", "POST")), "GET"))
        .isEqualTo(new Verdict.Denied(List.of(), Optional.empty(), Set.of()));
  }

  @Test
  void theFirstRuleThatHoldsIsTheOneThatAllowed() {
    var policy =
        policy(rule("no", "caller.kind == 'client'"), rule("a", "true"), rule("b", "true"));
    assertThat(judge(policy, "GET")).isEqualTo(new Verdict.Allowed("a"));
  }

  @Test
  void aRefusalNamesTheNearestRuleAndWhatItLacks() {
    var policy =
        policy(
            rule("far", "\"x\" in caller.scopes && \"y\" in caller.groups"),
            rule("near", "\"orders.write\" in caller.scopes && \"staff\" in caller.groups"));
    assertThat(judge(policy, "GET"))
        .isEqualTo(
            new Verdict.Denied(
                List.of("far", "near"), Optional.of("near"), Set.of("orders.write")));
  }

  @Test
  void aRuleThatFailsHasNotSaidYes() {
    assertThat(judge(policy(rule("r", "request.segments[7] == 'x'")), "GET"))
        .isInstanceOf(Verdict.Denied.class);
    var endless = "caller.scopes.all(a, ['x'].all(b, true)) && request.segments[1] == '42'";
    assertThat(judge(policy(rule("r", endless)), "GET")).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void itIsKnownWhetherAnAnswerDependsOnTheCallerOnly() {
    assertThat(policy(rule("r", "'a' in caller.scopes")).dependsOnCallerOnly()).isTrue();
    assertThat(policy(rule("r", "request.address == '::1'")).dependsOnCallerOnly()).isFalse();
  }

  @Test
  void aRuleSeesWhoActsForTheCaller() {
    var direct = policy(rule("direct", "caller.actors.size() == 0"));
    var shop = policy(rule("shop", "caller.actors[0] == 'shop' && 'batch' in caller.actors"));

    assertThat(judge(direct, "GET")).isInstanceOf(Verdict.Denied.class);
    assertThat(judge(shop, "GET")).isInstanceOf(Verdict.Allowed.class);
  }
}
