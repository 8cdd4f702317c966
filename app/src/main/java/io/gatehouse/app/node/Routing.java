package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.gateway.route.Flaw;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.gateway.route.RouteTable;
import io.gatehouse.gateway.route.RoutingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes routes of configurations, the first and those that follow. What is made counts only once it
 * is put in force; what two configurations have in common is the same object in both.
 */
final class Routing {
  private final Parts parts;

  /** What routes are made with. */
  record Parts(
      Path file,
      NodeTls tls,
      CredentialMapping credentials,
      CertificatePart certificates,
      RemoteIssuers remoteIssuers,
      PolicyCompiler policies) {}

  /** Routes that are complete and not in force yet. */
  record Prepared(
      Configuration configuration, CredentialMapping.Prepared credentials, RouteTable table) {}

  Routing(Parts parts) {
    this.parts = parts;
  }

  /**
   * Changes nothing.
   *
   * @throws Stop when the configuration makes no routes, with all that is wrong
   */
  Prepared prepare(Configuration configuration) {
    var credentials = parts.credentials().prepare(configuration.credentials());
    var tls = parts.tls();
    var plan =
        new PlanMapping(configuration, ca -> tls.trusting(Optional.of(ca)), parts.file())
            .plan(tls.hosts(configuration), credentials.entries());
    return new Prepared(configuration, credentials, compiled(plan));
  }

  /** What was made for configurations before and is not part of this one is let go. */
  void inForce(Prepared prepared) {
    parts.credentials().inForce(prepared.credentials());
    parts.certificates().inForce(prepared.credentials().entries().values());
    parts.remoteIssuers().keepOnly(prepared.configuration());
  }

  private RouteTable compiled(RoutingPlan plan) {
    return switch (RouteTable.compile(plan, parts.policies())) {
      case RouteTable.Compilation.Compiled(var table) -> table;
      case RouteTable.Compilation.Broken(var flaws) -> throw new Stop(Exit.BAD_INPUT, lines(flaws));
    };
  }

  private static String lines(List<Flaw> flaws) {
    return flaws.stream().map(Flaw::toString).collect(Collectors.joining("\n"));
  }
}
