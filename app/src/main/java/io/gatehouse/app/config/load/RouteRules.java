package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Route;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.value.HttpMethod;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules about routes. */
final class RouteRules {
  private static final String OURS = ".gatehouse";
  private static final List<String> METADATA = List.of(".well-known", "oauth-protected-resource");

  private RouteRules() {}

  static void reservedPathsAreLeftAlone(Configuration file, Complaints complaints) {
    for (var route : file.routes()) {
      var segments = route.from().segments();
      var metadata = segments.size() > 1 && segments.subList(0, 2).equals(METADATA);
      if (segments.getFirst().equals(OURS) || metadata) {
        complaints.about(
            route, "from", "This path is the gateway's own on every host; choose another.");
      }
    }
  }

  static void routesDiffer(Configuration file, Complaints complaints) {
    var routes = file.routes();
    for (var i = 1; i < routes.size(); i++) {
      var route = routes.get(i);
      routes.subList(0, i).stream()
          .filter(earlier -> collide(earlier, route))
          .findFirst()
          .ifPresent(earlier -> refuseSecond(earlier, route, complaints));
    }
  }

  private static void refuseSecond(Route earlier, Route route, Complaints complaints) {
    complaints.about(
        route,
        "from",
        "The route on line "
            + complaints.place(earlier, "from").line()
            + " is for the same requests, and neither is more specific.");
  }

  private static boolean collide(Route a, Route b) {
    return a.host().equals(b.host())
        && a.from().overlaps(b.from())
        && (a.from().equals(b.from()) ? shareMethods(a, b) : neitherIsMoreSpecific(a, b));
  }

  private static boolean neitherIsMoreSpecific(Route a, Route b) {
    return !a.from().contains(b.from()) && !b.from().contains(a.from());
  }

  // A route that names no methods has those of its rules.
  private static boolean shareMethods(Route a, Route b) {
    var mine = methods(a);
    var theirs = methods(b);
    return mine.isEmpty() || theirs.isEmpty() || !Collections.disjoint(mine, theirs);
  }

  private static Set<HttpMethod> methods(Route route) {
    if (!route.methods().isEmpty() || route.allow().stream().anyMatch(r -> r.methods().isEmpty())) {
      return route.methods();
    }
    return route.allow().stream()
        .flatMap(rule -> rule.methods().stream())
        .collect(Collectors.toSet());
  }

  static void routeNamesDiffer(Configuration file, Complaints complaints) {
    Set<String> seen = new HashSet<>();
    for (var route : file.routes()) {
      if (route.name().filter(name -> !seen.add(name)).isPresent()) {
        complaints.about(route, "name", "Another route has this name.");
      }
    }
  }

  static void rulesFitTheirRoute(Configuration file, Complaints complaints) {
    for (var route : file.routes()) {
      route.allow().stream()
          .filter(rule -> !route.methods().isEmpty() && !rule.methods().isEmpty())
          .filter(rule -> Collections.disjoint(route.methods(), rule.methods()))
          .forEach(rule ->
              complaints.about(
                  rule, "methods", "The route takes none of these methods: it never matches."));
    }
  }

  static void gatewaysHaveRoutes(Configuration file, Complaints complaints) {
    Optional.of(file)
        .filter(Configuration::isGateway)
        .filter(_ -> !complaints.isWritten(file, "routes"))
        .ifPresent(
            _ -> complaints.warn(file, "routes", "There are no routes: all answers are 404."));
  }
}
