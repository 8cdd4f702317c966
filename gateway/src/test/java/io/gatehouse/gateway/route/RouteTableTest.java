package io.gatehouse.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.authorize.CelPolicyCompiler;
import io.gatehouse.gateway.route.RoutingPlan.RouteEntry;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.SourcePosition;
import io.gatehouse.web.path.CanonicalPath;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final CelPolicyCompiler CEL = new CelPolicyCompiler();

  private static RouteEntry route(String name, String from, Set<String> methods, String... hosts) {
    return new RouteEntry(
        name,
        from,
        methods,
        Set.of(hosts),
        List.of(),
        true,
        List.of(),
        Optional.empty(),
        "s",
        0,
        new SourcePosition("gatehouse.yaml", name.length(), 5));
  }

  private static RouteEntry ruled(String when) {
    return new RouteEntry(
        "ruled",
        "/r",
        Set.of(),
        Set.of(),
        List.of(),
        true,
        List.of(
            new RuleEntry(
                "read",
                Set.of("GET"),
                Optional.of(when),
                new SourcePosition("gatehouse.yaml", 7, 20))),
        Optional.empty(),
        "s",
        0,
        new SourcePosition("gatehouse.yaml", 6, 5));
  }

  private static RouteTable.Compilation compile(RouteEntry... routes) {
    var service =
        new ServiceEntry(
            "s",
            List.of(URI.create("http://127.0.0.1:1")),
            "a",
            "a",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            false,
            Map.of(),
            Optional.empty(),
            new SourcePosition("gatehouse.yaml", 1, 1));
    return RouteTable.compile(
        new RoutingPlan(
            Set.of("h.test", "other.test"),
            List.of(routes),
            Map.of("s", service),
            Map.of(),
            Map.of(),
            List.of()),
        CEL);
  }

  private static List<String> flaws(RouteEntry... routes) {
    return compile(routes) instanceof RouteTable.Compilation.Broken(var flaws)
        ? flaws.stream().map(Flaw::toString).toList()
        : List.of();
  }

  private static String met(RouteTable.Compilation table, String path, String method) {
    var compiled = (RouteTable.Compilation.Compiled) table;
    var segments = CanonicalPath.of(path).segments();
    return switch (compiled.table().match("h.test", segments, method)) {
      case RouteMatch.Found(var route) -> route.name();
      case RouteMatch.NoSuchPath none -> "404";
      case RouteMatch.WrongMethod(var allowed) -> "405 " + String.join(",", allowed);
    };
  }

  @Test
  void theMostSpecificPatternDecidesInAnyOrder() {
    var entries =
        new ArrayList<>(
            List.of(
                route("all", "/**", Set.of("GET")),
                route("orders", "/orders/**", Set.of("GET")),
                route("one", "/orders/*", Set.of("GET")),
                route("exact", "/orders/42", Set.of("GET")),
                route("deep", "/orders/*/items", Set.of("GET"))));
    for (int i = 0; i < entries.size(); i++) {
      java.util.Collections.rotate(entries, 1);
      var table = compile(entries.toArray(RouteEntry[]::new));
      assertThat(met(table, "/orders/42", "GET")).isEqualTo("exact");
      assertThat(met(table, "/orders/43", "GET")).isEqualTo("one");
      assertThat(met(table, "/orders/43/items", "GET")).isEqualTo("deep");
      assertThat(met(table, "/orders", "GET")).isEqualTo("orders");
      assertThat(met(table, "/orders/", "GET")).isEqualTo("orders");
      assertThat(met(table, "/ordersx", "GET")).isEqualTo("all");
    }
  }

  @Test
  void aMethodThatTheNarrowRouteLacksDoesNotFallThroughToTheWideOne() {
    var table =
        compile(route("wide", "/**", Set.of("GET")), route("narrow", "/admin", Set.of("POST")));
    assertThat(met(table, "/admin", "GET")).isEqualTo("405 POST");
    assertThat(met(table, "/admin", "POST")).isEqualTo("narrow");
  }

  @Test
  void onePatternMayBeSplitByMethod() {
    var table = compile(route("read", "/x", Set.of("GET")), route("write", "/x", Set.of("POST")));
    assertThat(met(table, "/x", "GET")).isEqualTo("read");
    assertThat(met(table, "/x", "POST")).isEqualTo("write");
    assertThat(met(table, "/x", "PUT")).isEqualTo("405 GET,POST");
  }

  @Test
  void aRouteOfTheHostGoesBeforeRoutesOfEveryHost() {
    var table =
        compile(
            route("any", "/x/y", Set.of("GET")), route("named", "/x/**", Set.of("GET"), "h.test"));
    assertThat(met(table, "/x/y", "GET")).isEqualTo("named");
  }

  @Test
  void whatIsAmbiguousOrReservedStopsTheLoad() {
    assertThat(flaws(route("a", "/*/x", Set.of()), route("bb", "/y/*", Set.of())))
        .singleElement()
        .asString()
        .startsWith("gatehouse.yaml:2:5: ")
        .contains("'bb'", "'a'");
    assertThat(flaws(route("a", "/x", Set.of("GET")), route("bb", "/x", Set.of("GET")))).hasSize(1);
    assertThat(flaws(route("a", "/.gatehouse/x", Set.of()))).hasSize(1);
    assertThat(flaws(route("a", "/.well-known/oauth-protected-resource/**", Set.of()))).hasSize(1);
  }

  @Test
  void everyFlawIsReportedAtOnceWithASuggestion() {
    assertThat(
            flaws(
                route("a", "/x/../y", Set.of()),
                route("bb", "/x*", Set.of("GTE")),
                route("ccc", "/z", Set.of(), "h.tst")))
        .hasSize(4)
        .anyMatch(f -> f.contains("did you mean 'GET'"))
        .anyMatch(f -> f.contains("did you mean 'h.test'"));
  }

  @Test
  void aRuleThatDoesNotCompileNamesLineColumnAndTheWordMeant() {
    assertThat(flaws(ruled("\"x\" in caller.scope")))
        .containsExactly(
            "gatehouse.yaml:7:27: rule 'read': unknown name 'caller.scope':"
                + " did you mean 'caller.scopes'?");
    assertThat(flaws(ruled("caller.scopes"))).singleElement().asString().contains("bool");
    assertThat(flaws(ruled("true &&\n nonsense"))).singleElement().asString().contains(":8:2:");
    assertThat(flaws(ruled("1 +"))).isNotEmpty();
  }
}
