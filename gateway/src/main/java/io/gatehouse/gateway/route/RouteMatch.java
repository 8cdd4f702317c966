package io.gatehouse.gateway.route;

import java.util.Set;

/** Which route a request meets. */
public sealed interface RouteMatch {
  record Found(Route route) implements RouteMatch {}

  record NoSuchPath() implements RouteMatch {}

  /**
   * @param allowed methods of the most specific pattern for this path
   */
  record WrongMethod(Set<String> allowed) implements RouteMatch {}
}
