package io.gatehouse.web.endpoint;

import java.util.Map;
import java.util.Set;

/** Where a method and a path lead in a mount table. */
public sealed interface Located {
  /** An endpoint answers. */
  record Found(Mount mount, Map<String, String> pathParameters) implements Located {}

  record NotFound() implements Located {}

  /** The path exists, with other methods. */
  record NotAllowed(Set<String> allowed) implements Located {}

  /** {@code OPTIONS} of a path that exists. */
  record Asked(Set<String> allowed) implements Located {}
}
