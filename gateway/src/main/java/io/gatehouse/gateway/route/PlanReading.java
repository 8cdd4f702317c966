package io.gatehouse.gateway.route;

import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.gateway.route.RoutingPlan.LimitEntry;
import io.gatehouse.gateway.route.RoutingPlan.RouteEntry;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One reading of a plan: makes the routes and collects every flaw on the way. */
final class PlanReading {
  /** Paths of the gateway itself, on every host. */
  private static final PathPattern RESERVED = PathPattern.parse("/.gatehouse/**").orElseThrow();

  private final RoutingPlan plan;
  private final PolicyCompiler policies;
  private final List<Flaw> flaws = new ArrayList<>();

  PlanReading(RoutingPlan plan, PolicyCompiler policies) {
    this.plan = plan;
    this.policies = policies;
  }

  RouteTable.Compilation compile() {
    if (plan.hosts().isEmpty()) {
      flaw(new SourcePosition("configuration", 1, 1), "no host is served: name at least one");
    }
    var routes = new ArrayList<Route>();
    plan.routes().forEach(entry -> read(entry).ifPresent(routes::add));
    findDoubles();
    findOverlaps(routes);
    return flaws.isEmpty()
        ? new RouteTable.Compilation.Compiled(RouteTable.of(plan, routes))
        : new RouteTable.Compilation.Broken(List.copyOf(flaws));
  }

  private Optional<Route> read(RouteEntry entry) {
    var pattern = PathPattern.parse(entry.from());
    if (pattern.isEmpty()) {
      flaw(
          entry.position(),
          "'"
              + entry.from()
              + "' is no path pattern: write whole segments, '*' for one and a last '**' for any,"
              + " without '..', '//', ';' or encoded plain characters");
    }
    pattern.filter(PlanReading::isReserved).ifPresent(p -> flaw(entry.position(), reserved(p)));
    checkMethods(entry);
    checkHosts(entry);
    var service = service(entry);
    var limit = limit(entry);
    var accept = credentials(entry);
    var policy = policy(entry);
    if (pattern.isEmpty() || service.isEmpty() || policy.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Route(
            entry.name(),
            pattern.get(),
            methods(entry),
            entry.hosts(),
            accept,
            entry.anonymous(),
            policy.get(),
            limit,
            service.get(),
            entry.bufferBody()));
  }

  private static boolean isReserved(PathPattern pattern) {
    var first = pattern.firstLiteral().orElse("");
    return first.equals(".gatehouse") || pattern.toString().startsWith(ProtectedResources.PATH);
  }

  private static String reserved(PathPattern pattern) {
    return "'" + pattern + "' is answered by the gateway itself (" + RESERVED + ")";
  }

  private void checkMethods(RouteEntry entry) {
    for (var method : new TreeSet<>(entry.methods())) {
      requireKnown(method, entry.position());
    }
    for (var rule : entry.allow()) {
      rule.methods().forEach(method -> requireKnown(method, rule.position()));
    }
  }

  private void requireKnown(String method, SourcePosition position) {
    if (!HttpMethods.KNOWN.contains(method)) {
      flaw(position, unknown("method", method, HttpMethods.KNOWN));
    }
  }

  private void checkHosts(RouteEntry entry) {
    for (var host : entry.hosts()) {
      if (!plan.hosts().contains(host)) {
        flaw(entry.position(), unknown("host", host, plan.hosts()));
      }
    }
  }

  // A route that names no methods has those of its rules: everything else would be denied anyway,
  // and 405 tells the caller more than 403.
  private static Set<String> methods(RouteEntry entry) {
    if (!entry.methods().isEmpty()) {
      return entry.methods();
    }
    if (entry.allow().isEmpty() || entry.allow().stream().anyMatch(r -> r.methods().isEmpty())) {
      return HttpMethods.KNOWN;
    }
    var named = new HashSet<String>();
    entry.allow().forEach(rule -> named.addAll(rule.methods()));
    return Set.copyOf(named);
  }

  private Optional<ServiceEntry> service(RouteEntry entry) {
    var found = Optional.ofNullable(plan.services().get(entry.to()));
    if (found.isEmpty()) {
      flaw(entry.position(), unknown("service", entry.to(), plan.services().keySet()));
    }
    found
        .filter(service -> service.endpoints().isEmpty())
        .ifPresent(s -> flaw(s.position(), "service '" + s.name() + "' has no endpoint"));
    return found;
  }

  private Optional<LimitEntry> limit(RouteEntry entry) {
    return entry
        .limit()
        .flatMap(name -> {
          var found = Optional.ofNullable(plan.limits().get(name));
          if (found.isEmpty()) {
            flaw(entry.position(), unknown("limit", name, plan.limits().keySet()));
          }
          return found;
        });
  }

  private List<CredentialEntry> credentials(RouteEntry entry) {
    var accepted = new ArrayList<CredentialEntry>();
    for (var name : entry.accept()) {
      Optional.ofNullable(plan.credentials().get(name))
          .ifPresentOrElse(
              accepted::add,
              () ->
                  flaw(entry.position(), unknown("credential", name, plan.credentials().keySet())));
    }
    if (entry.accept().isEmpty() && !entry.anonymous()) {
      flaw(entry.position(), "route '" + entry.name() + "' accepts nobody: name a credential");
    }
    return List.copyOf(accepted);
  }

  private Optional<Policy> policy(RouteEntry entry) {
    return switch (policies.compile(entry.allow())) {
      case PolicyCompiler.Result.Compiled(var policy) -> Optional.of(policy);
      case PolicyCompiler.Result.Broken(var broken) -> {
        flaws.addAll(broken);
        yield Optional.empty();
      }
    };
  }

  private void findDoubles() {
    var names = new HashSet<String>();
    for (var entry : plan.routes()) {
      if (!names.add(entry.name())) {
        flaw(entry.position(), "a second route is named '" + entry.name() + "'");
      }
      var rules = new HashSet<String>();
      for (RuleEntry rule : entry.allow()) {
        if (!rules.add(rule.name())) {
          flaw(rule.position(), "a second rule of this route is named '" + rule.name() + "'");
        }
      }
    }
  }

  private void findOverlaps(List<Route> routes) {
    for (int i = 0; i < routes.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (clash(routes.get(j), routes.get(i))) {
          flaw(
              positionOf(routes.get(i)),
              "route '"
                  + routes.get(i).name()
                  + "' and route '"
                  + routes.get(j).name()
                  + "' are for the same requests and neither is more specific");
        }
      }
    }
  }

  private static boolean clash(Route one, Route two) {
    if (!shareHosts(one, two) || !one.pattern().overlaps(two.pattern())) {
      return false;
    }
    boolean same = one.pattern().toString().equals(two.pattern().toString());
    if (same) {
      return !Collections.disjoint(one.methods(), two.methods());
    }
    return !one.pattern().contains(two.pattern()) && !two.pattern().contains(one.pattern());
  }

  private static boolean shareHosts(Route one, Route two) {
    return one.hosts().isEmpty() == two.hosts().isEmpty()
        && (one.hosts().isEmpty() || !Collections.disjoint(one.hosts(), two.hosts()));
  }

  private SourcePosition positionOf(Route route) {
    return plan.routes().stream()
        .filter(entry -> entry.name().equals(route.name()))
        .map(RouteEntry::position)
        .findFirst()
        .orElseThrow();
  }

  private static String unknown(String what, String name, Collection<String> known) {
    return "unknown "
        + what
        + " '"
        + name
        + "'"
        + Nearest.to(name, known).map(near -> ": did you mean '" + near + "'?").orElse("");
  }

  private void flaw(SourcePosition position, String text) {
    flaws.add(new Flaw(position, text));
  }
}
