package io.gatehouse.gateway.authorize;

import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelVariableResolver;
import io.gatehouse.gateway.route.Caller;
import io.gatehouse.gateway.route.RequestFacts;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What a rule may speak of. Each variable is declared under its whole dotted name, so the compiler
 * knows every one with its type, and an evaluation builds no maps.
 */
final class PolicyVariables {
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType TEXTS = ListType.create(SimpleType.STRING);

  private static final Map<String, Variable> ALL =
      Map.ofEntries(
          Map.entry("caller.subject", new Variable(TEXT, (c, r) -> c.subject())),
          Map.entry("caller.kind", new Variable(TEXT, (c, r) -> c.kind())),
          Map.entry("caller.credential", new Variable(TEXT, (c, r) -> c.credential())),
          Map.entry("caller.id", new Variable(TEXT, (c, r) -> c.id())),
          Map.entry("caller.scopes", new Variable(TEXTS, (c, r) -> c.scopes())),
          Map.entry("caller.groups", new Variable(TEXTS, (c, r) -> c.groups())),
          Map.entry("caller.amr", new Variable(TEXTS, (c, r) -> c.amr())),
          Map.entry("caller.acr", new Variable(TEXT, (c, r) -> c.acr())),
          Map.entry("caller.actors", new Variable(TEXTS, (c, r) -> c.actors())),
          Map.entry("request.method", new Variable(TEXT, (c, r) -> r.method())),
          Map.entry("request.path", new Variable(TEXT, (c, r) -> r.path().raw())),
          Map.entry("request.segments", new Variable(TEXTS, (c, r) -> r.path().segments())),
          Map.entry("request.query", new Variable(TEXT, (c, r) -> r.query())),
          Map.entry("request.host", new Variable(TEXT, (c, r) -> r.host())),
          Map.entry("request.scheme", new Variable(TEXT, (c, r) -> r.scheme())),
          Map.entry("request.address", new Variable(TEXT, (c, r) -> r.address())),
          Map.entry("request.route", new Variable(TEXT, (c, r) -> r.route())));

  private PolicyVariables() {}

  private record Variable(CelType type, BiFunction<Caller, RequestFacts, Object> value) {}

  static Stream<CelVarDecl> declarations() {
    return ALL.entrySet().stream()
        .map(entry -> CelVarDecl.newVarDeclaration(entry.getKey(), entry.getValue().type()));
  }

  static java.util.Set<String> names() {
    return ALL.keySet();
  }

  /** Whether an answer that reads this variable can be kept with the caller, route and method. */
  static boolean isOfCaller(String name) {
    return name.startsWith("caller.")
        || name.equals("request.method")
        || name.equals("request.route");
  }

  static CelVariableResolver of(Caller caller, RequestFacts request) {
    return name ->
        Optional.ofNullable(ALL.get(name)).map(found -> found.value().apply(caller, request));
  }
}
