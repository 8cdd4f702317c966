package io.gatehouse.app.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What every new key says about itself. */
final class CreateKey {
  @Option(
      names = "--owner",
      paramLabel = "NAME",
      required = true,
      description = "The person that it stands on: it stops when they are disabled.")
  private String owner = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      arity = "1..*",
      description = "What it may be used for; give it again for more.")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "How long it lives, such as 90d (default: 365d).")
  private Optional<String> expires = Optional.empty();

  @Option(
      names = "--route",
      paramLabel = "NAME",
      description = "A route it may be used on; give it again for more (default: all).")
  private List<String> routes = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "CIDR",
      description = "A network it may be used from; give it again for more (default: all).")
  private List<String> networks = new ArrayList<>();

  @Option(names = "--label", paramLabel = "TEXT", description = "What it is for, in lists.")
  private Optional<String> label = Optional.empty();

  /** The body of the admin API's request. */
  ObjectNode body(String kind, Clock clock) {
    return filled(Json.object().put("kind", kind), clock);
  }

  /** The same for what has a path of its own. */
  ObjectNode body(Clock clock) {
    return filled(Json.object(), clock);
  }

  private ObjectNode filled(ObjectNode body, Clock clock) {
    body.put("owner", owner);
    add(body, "scopes", scopes);
    add(body, "routes", routes);
    add(body, "networks", networks);
    expires
        .map(Expiry::of)
        .ifPresent(life -> body.put("expires_at", clock.instant().plus(life).toString()));
    label.ifPresent(text -> body.put("label", text));
    return body;
  }

  private static void add(ObjectNode body, String member, List<String> values) {
    var array = body.putArray(member);
    values.forEach(array::add);
  }
}
