package io.gatehouse.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The compiled routes. Immutable; a new configuration is a new table.
 *
 * <p>Routes that name the host go before routes for every host; of those, the most specific pattern
 * decides alone. A method that it lacks is 405, never a fall through to a wider pattern: what a
 * narrow route locks must not open by sending another method.
 */
public final class RouteTable {
  private final Set<String> hosts;
  private final List<Route> routes;
  private final Map<String, HostRoutes> named;
  private final HostRoutes everywhere;
  private final ProtectedResources resources;

  private RouteTable(Set<String> hosts, List<Route> routes, ProtectedResources resources) {
    this.hosts = Set.copyOf(hosts);
    this.routes = List.copyOf(routes);
    this.resources = resources;
    this.everywhere = new HostRoutes(of(routes, Set.of()));
    this.named = new HashMap<>();
    for (var route : routes) {
      for (var host : route.hosts()) {
        named.computeIfAbsent(host, name -> new HostRoutes(of(routes, Set.of(name))));
      }
    }
  }

  private static List<Route> of(List<Route> routes, Set<String> host) {
    return routes.stream()
        .filter(r -> host.isEmpty() ? r.hosts().isEmpty() : r.hosts().containsAll(host))
        .toList();
  }

  /** Judges the whole plan and reports everything that is wrong with it at once. */
  public static Compilation compile(RoutingPlan plan, PolicyCompiler policies) {
    return new PlanReading(plan, policies).compile();
  }

  static RouteTable of(RoutingPlan plan, List<Route> routes) {
    return new RouteTable(plan.hosts(), routes, new ProtectedResources(plan.resources()));
  }

  public boolean serves(String host) {
    return hosts.contains(host);
  }

  public RouteMatch match(String host, List<String> path, String method) {
    var own = named.get(host);
    if (own != null) {
      var candidates = own.candidates(path);
      if (!candidates.isEmpty()) {
        return byMethod(candidates, method);
      }
    }
    return byMethod(everywhere.candidates(path), method);
  }

  private static RouteMatch byMethod(List<Route> candidates, String method) {
    for (var route : candidates) {
      if (route.methods().contains(method)) {
        return new RouteMatch.Found(route);
      }
    }
    var allowed = new TreeSet<String>();
    candidates.forEach(route -> allowed.addAll(route.methods()));
    return candidates.isEmpty() ? new RouteMatch.NoSuchPath() : new RouteMatch.WrongMethod(allowed);
  }

  public List<Route> routes() {
    return routes;
  }

  public Optional<Route> named(String name) {
    return routes.stream().filter(route -> route.name().equals(name)).findFirst();
  }

  public ProtectedResources resources() {
    return resources;
  }

  /** A table, or all that is wrong. */
  public sealed interface Compilation {
    record Compiled(RouteTable table) implements Compilation {}

    record Broken(List<Flaw> flaws) implements Compilation {}
  }

  /** The routes of one host, grouped by pattern, the most specific first. */
  private static final class HostRoutes {
    private final Map<String, List<List<Route>>> literal = new HashMap<>();
    private final List<List<Route>> wild = new ArrayList<>();

    HostRoutes(List<Route> routes) {
      for (var group : grouped(routes)) {
        group
            .getFirst()
            .pattern()
            .firstLiteral()
            .map(first -> literal.computeIfAbsent(first, made -> new ArrayList<>()))
            .orElse(wild)
            .add(group);
      }
    }

    private static List<List<Route>> grouped(List<Route> routes) {
      var byPattern = new HashMap<String, List<Route>>();
      routes.forEach(
          r -> byPattern.computeIfAbsent(r.pattern().toString(), p -> new ArrayList<>()).add(r));
      var groups = new ArrayList<List<Route>>();
      // A pattern goes before every pattern that contains it; others never meet (checked at load).
      for (var group : byPattern.values()) {
        int at = 0;
        while (at < groups.size() && !contains(groups.get(at), group)) {
          at++;
        }
        groups.add(at, group);
      }
      return groups;
    }

    private static boolean contains(List<Route> wide, List<Route> narrow) {
      return wide.getFirst().pattern().contains(narrow.getFirst().pattern());
    }

    List<Route> candidates(List<String> path) {
      for (var group : literal.getOrDefault(path.getFirst(), List.of())) {
        if (group.getFirst().pattern().matches(path)) {
          return group;
        }
      }
      for (var group : wild) {
        if (group.getFirst().pattern().matches(path)) {
          return group;
        }
      }
      return List.of();
    }
  }
}
