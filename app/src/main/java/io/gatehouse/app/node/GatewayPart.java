package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Configuration.Audit;
import io.gatehouse.app.config.value.IssuerUrl;
import io.gatehouse.gateway.Collaborators;
import io.gatehouse.gateway.Gateway;
import io.gatehouse.gateway.decision.DecisionLog;
import io.gatehouse.gateway.decision.Segments;
import io.gatehouse.gateway.route.Flaw;
import io.gatehouse.gateway.route.LiveRoutes;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.gateway.route.RouteTable;
import io.gatehouse.gateway.route.RoutingPlan;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.ratelimit.GcraThrottle;
import io.gatehouse.sts.store.jdbc.StateFolder;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.web.endpoint.MountTable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The gateway of a node. */
final class GatewayPart implements AutoCloseable {
  private static final int LINES_UNDER_WAY = 65_536;
  private static final long MOST_LIMITED = 100_000;

  private final DecisionLog decisions;
  private final Gateway gateway;

  /** What a gateway is made of, beside the configuration. */
  record Parts(
      StateFolder folder,
      IssuerPart issuer,
      ReplayGuard replays,
      NodeTls tls,
      MountTable documents,
      Ambient ambient) {}

  GatewayPart(Configuration configuration, RoutingPlan plan, PolicyCompiler policies, Parts parts) {
    var table = compiled(plan, policies);
    this.decisions = decisions(configuration, parts);
    this.gateway = gateway(configuration, table, parts);
  }

  private static RouteTable compiled(RoutingPlan plan, PolicyCompiler policies) {
    return switch (RouteTable.compile(plan, policies)) {
      case RouteTable.Compilation.Compiled(var table) -> table;
      case RouteTable.Compilation.Broken(var flaws) -> throw new Stop(Exit.BAD_INPUT, lines(flaws));
    };
  }

  private static String lines(List<Flaw> flaws) {
    return flaws.stream().map(Flaw::toString).collect(Collectors.joining("\n"));
  }

  private static DecisionLog decisions(Configuration configuration, Parts parts) {
    var kept = configuration.logs().decisions();
    var usual = Segments.Keep.A_WEEK;
    var keep = new Segments.Keep(kept.keep(), kept.size().bytes(), usual.segmentBytes());
    try {
      return new DecisionLog(
          Segments.open(parts.folder().privateFolder("decisions"), keep, parts.ambient().clock()),
          configuration.audit() == Audit.REQUIRED
              ? DecisionLog.WhenFull.REFUSE
              : DecisionLog.WhenFull.LOSE_LINES,
          LINES_UNDER_WAY);
    } catch (IOException e) {
      throw new Stop(Exit.BAD_INPUT, "The decision log cannot be written: " + e.getMessage() + ".");
    }
  }

  private Gateway gateway(Configuration configuration, RouteTable table, Parts parts) {
    var ambient = parts.ambient();
    return new Gateway(
        new Collaborators(
            new LiveRoutes(table),
            configuration.identityIssuer().map(IssuerUrl::value).orElseThrow(),
            SigningKey.generate(JwsAlgorithm.ES256, Jca.installed()),
            parts.issuer().nodeKeys(),
            parts.issuer().ledger(),
            new GcraThrottle(ambient.nanos(), MOST_LIMITED),
            parts.issuer().quotas(),
            parts.replays(),
            decisions,
            parts.tls().trustingTheSystem(),
            parts.documents(),
            Collaborators.Bounds.USUAL,
            ambient.clock(),
            ambient.nanos(),
            ambient.random()));
  }

  Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() throws IOException {
    decisions.close();
  }
}
