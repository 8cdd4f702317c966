package io.gatehouse.gateway.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.route.Caller;
import io.gatehouse.gateway.route.Policy.Verdict;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.gateway.route.PolicyCompiler.Result;
import io.gatehouse.gateway.route.RequestFacts;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import io.gatehouse.identity.SourcePosition;
import io.gatehouse.web.path.CanonicalPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyAttacksTest {
  private static final PolicyCompiler CEL = new CelPolicyCompiler();
  private static final List<String> MANY =
      java.util.stream.IntStream.range(0, 1000).mapToObj(i -> "s" + i).toList();

  private static Result compile(String when) {
    var at = new SourcePosition("t", 1, 1);
    return CEL.compile(List.of(new RuleEntry("r", Set.of(), Optional.of(when), at)));
  }

  private static boolean allows(String when) {
    var compiled = compile(when);
    assertThat(compiled).isInstanceOf(Result.Compiled.class);
    var caller =
        new Caller("bob", "person", "jwt", "web", MANY, List.of("admins-eu"), MANY, "", List.of());
    var request =
        new RequestFacts(
            "GET", CanonicalPath.of("/orders/a%2Bb"), "x=1", "h", "https", "127.0.0.1", "orders");
    return ((Result.Compiled) compiled).policy().judge(caller, request) instanceof Verdict.Allowed;
  }

  @Test
  void j01_aRuleThatWorksTooLongHasNotSaidYes() {
    assertThat(allows("caller.scopes.exists(s, s == 's999')")).isTrue();
    assertThat(allows("caller.scopes.all(a, caller.amr.exists(b, b == 's999'))")).isFalse();
  }

  @Test
  void j01_aRuleOfAMegabyteIsNotLoaded() {
    assertThat(compile("caller.id == '" + "x".repeat(1 << 20) + "'"))
        .isInstanceOf(Result.Broken.class);
  }

  @Test
  void j01_aPatternNeverRunsAway() {
    assertThat(allows("('a'.matches('(a+)+$'))")).isTrue();
    assertThat(allows("('" + "a".repeat(3000) + "!').matches('^(a+)+$')")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 10_000})
  void j02_aRuleNestedWithoutEndIsNotLoaded(int depth) {
    assertThat(compile("(".repeat(depth) + "true" + ")".repeat(depth)))
        .isInstanceOf(Result.Broken.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.segments[7] == 'x'",
        "!(request.segments[7] == 'x')",
        "int(caller.id) > 0",
        "1 / int(request.query.size() - 3) > 0",
        "caller.scopes[5000] == '' || false"
      })
  void j03_aRuleThatFailsHasNotSaidYes(String when) {
    assertThat(allows(when)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"admins\" in caller.id",
        "caller.groups == \"admins\"",
        "caller.groups.contains(\"admins\")",
        "caller.subject in \"bob\"",
        "caller.id + 1 == 2",
        "caller.id"
      })
  void j04_aTextIsNoListAndAListIsNoText(String when) {
    assertThat(compile(when)).isInstanceOf(Result.Broken.class);
  }

  @Test
  void j04_inMeansTheWholeWord() {
    assertThat(allows("\"admins-eu\" in caller.groups")).isTrue();
    assertThat(allows("\"admins\" in caller.groups")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.headers['x-user-id'] == 'admin'",
        "request.uri == '/x'",
        "request.target == '/x'",
        "request.raw_path == '/x'"
      })
  void j05_aRuleReadsNothingButWhatIsForwarded(String when) {
    assertThat(compile(when)).isInstanceOf(Result.Broken.class);
  }

  @Test
  void j05_theSegmentsAreThoseOfTheCanonicalPath() {
    assertThat(allows("request.path == '/orders/a%2Bb' && request.segments[0] == 'orders'"))
        .isTrue();
  }
}
