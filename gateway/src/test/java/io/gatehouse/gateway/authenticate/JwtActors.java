package io.gatehouse.gateway.authenticate;

import io.gatehouse.tokens.jwt.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Chains of actors as tokens carry them (RFC 8693 §4.1). */
final class JwtActors {
  private JwtActors() {}

  /** The newest first. */
  static Json.Members chain(String... actors) {
    var names = List.of(actors);
    Json.Members chain = actor(names.getLast());
    for (var name : names.reversed().subList(1, names.size())) {
      chain = new Json.Members(Map.of("sub", new Json.Text(name), "act", chain));
    }
    return chain;
  }

  private static Json.Members actor(String name) {
    return new Json.Members(Map.of("sub", new Json.Text(name)));
  }

  static List<Json> broken() {
    return List.of(
        chain(Collections.nCopies(9, "shop").toArray(String[]::new)),
        new Json.Text("shop"),
        new Json.Nothing(),
        new Json.Members(Map.of()),
        actor(""),
        new Json.Members(Map.of("sub", new Json.Whole(1))),
        new Json.Members(Map.of("sub", new Json.Text("shop"), "act", Json.of(List.of("batch")))));
  }
}
