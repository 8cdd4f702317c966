package io.gatehouse.gateway.route;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of one route, compiled. Never blocks, holds no state of a request. */
public interface Policy {
  Verdict judge(Caller caller, RequestFacts request);

  /** Whether the answer depends on nothing but the caller and the method. */
  boolean dependsOnCallerOnly();

  /** What the rules say. */
  sealed interface Verdict {
    record Allowed(String rule) implements Verdict {}

    /**
     * @param tried names of the rules that were asked, in order
     * @param nearest the rule that lacks least
     * @param missingScopes what the caller's credential lacks for it; empty when something else
     *     does
     */
    record Denied(List<String> tried, Optional<String> nearest, Set<String> missingScopes)
        implements Verdict {}
  }
}
